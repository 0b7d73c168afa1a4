package dev.clerkguard.event;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.jandex.IndexView;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.arc.processor.BeanArchives;
import io.quarkus.arc.processor.BeanProcessor;
import io.quarkus.arc.processor.bcextensions.ExtensionsEntryPoint;

import dev.clerkguard.testing.BackgroundTest;
import dev.clerkguard.testing.SourceCompiler;

/** A synchronous observer would never be called, so it ends the build, and the message names its place. */
@BackgroundTest
class ObserverValidationTest {
    private static final String START = """
            import dev.clerkguard.event.*;
            import jakarta.enterprise.context.*;
            import jakarta.enterprise.event.*;
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"UserUpdated", "ClerkChange"})
    void synchronousObserver_endsTheBuild(String type) throws IOException {
        IndexView index = index("@ApplicationScoped class Place { void on(@Observes " + type + " change) {} }");

        Throwable failure = assertThrows(Exception.class, () -> build(index));
        assertTrue(failure.toString().contains("Place would not be called"), failure::toString);
        assertTrue(failure.toString().contains("@ObservesAsync"), failure::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@ObservesAsync UserUpdated", "@ObservesAsync ClerkChange", "@Observes String"})
    void otherObserver_doesNotEndTheBuild(String parameter) throws IOException {
        IndexView index = index("@ApplicationScoped class Place { void on(" + parameter + " change) {} }");

        assertDoesNotThrow(() -> build(index));
    }

    private IndexView index(String source) throws IOException {
        Indexer indexer = new Indexer();
        for (Path file : SourceCompiler.compile(folder, "Place", START + source)) {
            try (InputStream bytes = Files.newInputStream(file)) {
                indexer.index(bytes);
            }
        }
        for (Class<?> type : List.of(Object.class, String.class, ClerkChange.class, UserUpdated.class)) {
            indexer.indexClass(type);
        }
        return indexer.complete();
    }

    private static void build(IndexView index) throws Exception {
        BeanProcessor processor = BeanProcessor.builder()
                .setName("test")
                .setImmutableBeanArchiveIndex(index)
                .setComputingBeanArchiveIndex(BeanArchives.buildComputingBeanArchiveIndex(
                        ObserverValidationTest.class.getClassLoader(), new ConcurrentHashMap<>(), index))
                .setApplicationIndex(index)
                .setOutput(resource -> {})
                .setRemoveUnusedBeans(false)
                .setBuildCompatibleExtensions(new ExtensionsEntryPoint(List.of(new ObserverValidation())))
                .build();
        processor.process();
    }
}
