package dev.clerkguard.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles classes that must not be on the class path of the tests, because they end the build of every application that
 * contains them.
 */
public final class SourceCompiler {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** One for all, because it reads the jars of the class path. */
    private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private SourceCompiler() {}

    /** The class files of one source file, in a folder that is empty before. */
    public static List<Path> compile(Path folder, String name, String source) throws IOException {
        StringWriter messages = new StringWriter();
        assertTrue(compiles(folder, name, source, messages), messages::toString);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.toString().endsWith(".class")).toList();
        }
    }

    /**
     * Whether one source file compiles.
     *
     * @param messages gets what the compiler says
     */
    public static boolean compiles(Path folder, String name, String source, Writer messages) {
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options =
                List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
        return COMPILER.getTask(messages, FILES, null, options, null, List.of(file))
                .call();
    }
}
