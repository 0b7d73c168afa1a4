package dev.clerkguard.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;

/**
 * IDEs complete the settings from the sources of the {@code @ConfigMapping} interfaces, and show the Javadoc of the member
 * as the meaning of the setting.
 */
class SettingJavadocTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String MAPPING = "ConfigMapping";

    @Test
    void everyMemberOfASetting_hasJavadoc() throws IOException {
        Members members = new Members();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromFiles(sources()));
            members.docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                members.scan(unit, null);
            }
        }
        assertTrue(members.count > 0, "No @ConfigMapping is found");
        assertEquals(List.of(), members.undocumented);
    }

    private static List<File> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toFile)
                    .toList();
        }
    }

    private static final class Members extends TreePathScanner<Void, Void> {
        private final List<String> undocumented = new ArrayList<>();
        private DocTrees docs;
        private int count;
        private int mappings;

        /** Groups are nested in the mapping that they belong to. */
        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            int nested = mappings > 0
                            || type.getModifiers().getAnnotations().stream().anyMatch(Members::isMapping)
                    ? 1
                    : 0;
            mappings += nested;
            super.visitClass(type, nothing);
            mappings -= nested;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            boolean member = mappings > 0 && method.getBody() == null;
            if (member) {
                count++;
            }
            if (member && docs.getDocComment(getCurrentPath()) == null) {
                undocumented.add(
                        getCurrentPath().getCompilationUnit().getSourceFile().getName() + " " + method.getName());
            }
            return super.visitMethod(method, nothing);
        }

        private static boolean isMapping(AnnotationTree annotation) {
            return annotation.getAnnotationType().toString().endsWith(MAPPING);
        }
    }
}
