package dev.clerkguard.guard;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.clerkguard.testing.SourceCompiler;

class AccessPolicyTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"@Reverified(\"sometimes\")", "@RequiresPermission({})", "@RequiresFeature(\" \")"})
    void annotationThatNoSessionSatisfies_isRefusedWithItsMethod(String annotation)
            throws IOException, ReflectiveOperationException {
        SourceCompiler.compile(
                folder,
                "Wrong",
                "import dev.clerkguard.guard.*; public class Wrong { " + annotation + " public void work() {} }");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, AccessPolicy.class.getClassLoader())) {
            Class<?> type = loader.loadClass("Wrong");
            var method = type.getMethod("work");

            String message = assertThrows(IllegalArgumentException.class, () -> AccessPolicy.of(method, type))
                    .getMessage();

            assertTrue(message.contains("Wrong.work cannot hold"), message);
        }
    }
}
