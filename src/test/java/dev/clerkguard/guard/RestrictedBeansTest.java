package dev.clerkguard.guard;

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

/** A security annotation that could have no effect ends the build, and the message names its place. */
@BackgroundTest
class RestrictedBeansTest {
    private static final String START = """
            import dev.clerkguard.guard.*;
            import jakarta.enterprise.context.*;
            import jakarta.ws.rs.*;
            @RequiresPermission("a:b") @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
            @interface Composed {}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@ApplicationScoped class Place { @RequiresPermission(\"a:b\") private void m() {} }",
                "@ApplicationScoped class Place { @RequiresPermission(\"a:b\") static void m() {} }",
                "@ApplicationScoped class Place { @Composed private void m() {} }",
                "class Place { @RequiresPlan(\"pro\") void m() {} }",
                "@Composed class Place {}",
                "record Place(String name) { @Composed void m() {} }",
                "@NotImpersonated record Place(String name) {}",
                "enum Place { ONE; @RequiresFeature(\"a\") void m() {} }",
                "@Reverified(\"strict\") enum Place { ONE }",
                "interface Place { @RequiresPermission(\"a:b\") void m(); }",
                "@Composed interface Place {}",
                "interface Place { @Composed static void m() {} } @ApplicationScoped class Service implements Place {}",
                "abstract class Place { @RequiresPermission(\"a:b\") void m() {} }",
                // Made with new: the endpoint would be guarded, the locator and the other method would not.
                "class Place { @GET public String get() { return null; }"
                        + " @Path(\"deep\") @NotImpersonated public Object deep() { return null; } }",
                "@Composed class Place { @GET public String get() { return null; }"
                        + " @Path(\"deep\") public Object deep() { return null; } }",
                "class Place { @GET public String get() { return null; } @Composed public void other() {} }",
                "@Path(\"x\") class Place { @GET @Composed static String get() { return null; } }",
            })
    void annotationWithoutEffect_endsTheBuildWithItsPlace(String source) throws IOException {
        IndexView index = index(source);

        String message =
                assertThrows(RuntimeException.class, () -> build(index)).getMessage();

        assertTrue(message.contains("security annotation") && message.contains("Place"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@ApplicationScoped class Place { @RequiresPermission(\"a:b\") void m() {} private void other() {} }",
                "interface Contract { @Composed void m(); }"
                        + " @ApplicationScoped class Place implements Contract { public void m() {} }",
                "interface Root { @Composed void m(); } interface Contract extends Root {}"
                        + " @ApplicationScoped class Place implements Contract { public void m() {} }",
                "abstract class Parent { @Composed void m() {} } @ApplicationScoped class Place extends Parent {}",
                "class Place { @GET @Composed public String get() { return null; } }",
                "@Composed class Place { @GET public String get() { return null; } }",
                "@ApplicationScoped class Place { @GET public String get() { return null; }"
                        + " @Path(\"deep\") @Composed public Object deep() { return null; } }",
            })
    void annotationThatHolds_doesNotEndTheBuild(String source) throws IOException {
        IndexView index = index(source);

        assertDoesNotThrow(() -> build(index));
    }

    private IndexView index(String source) throws IOException {
        Indexer indexer = new Indexer();
        for (Path file : SourceCompiler.compile(folder, "Place", START + source)) {
            try (InputStream bytes = Files.newInputStream(file)) {
                indexer.index(bytes);
            }
        }
        indexer.indexClass(Object.class);
        for (Class<?> annotation : List.of(
                RequiresPermission.class,
                RequiresFeature.class,
                RequiresPlan.class,
                Reverified.class,
                NotImpersonated.class,
                RestrictedBean.class)) {
            indexer.indexClass(annotation);
        }
        return indexer.complete();
    }

    /** As Quarkus does it for an application. */
    private static void build(IndexView index) throws Exception {
        BeanProcessor processor = BeanProcessor.builder()
                .setName("test")
                .setImmutableBeanArchiveIndex(index)
                .setComputingBeanArchiveIndex(BeanArchives.buildComputingBeanArchiveIndex(
                        RestrictedBeansTest.class.getClassLoader(), new ConcurrentHashMap<>(), index))
                .setApplicationIndex(index)
                .setOutput(resource -> {})
                .setRemoveUnusedBeans(false)
                .setBuildCompatibleExtensions(new ExtensionsEntryPoint(List.of(new RestrictedBeans())))
                .build();
        processor.process();
    }
}
