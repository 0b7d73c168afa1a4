package dev.clerkguard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.clerkguard.testing.BackgroundTest;
import dev.clerkguard.testing.SourceCompiler;

/** What the documentation tells a reader to write compiles, and the README shows each of the annotations. */
@BackgroundTest
class DocumentedCodeTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:class|interface) (\\w+)");
    private static final String IMPORTS = """
            import dev.clerkguard.clerk.ClerkRequestException;
            import dev.clerkguard.client.*;
            import dev.clerkguard.event.*;
            import dev.clerkguard.user.*;
            import dev.clerkguard.guard.*;
            import dev.clerkguard.machine.*;
            import dev.clerkguard.token.*;
            import dev.clerkguard.session.*;
            import io.quarkus.security.*;
            import io.quarkus.security.identity.*;
            import io.smallrye.mutiny.*;
            import jakarta.annotation.security.*;
            import jakarta.enterprise.context.*;
            import jakarta.enterprise.event.*;
            import jakarta.inject.*;
            import jakarta.ws.rs.*;
            import java.util.*;
            import org.eclipse.microprofile.rest.client.annotation.*;
            import org.eclipse.microprofile.rest.client.inject.*;
            """;

    @Test
    void javaInTheDocumentation_compiles(@TempDir Path classes) throws IOException {
        try (Stream<Path> pages = Stream.concat(Stream.of(Path.of("README.md")), Files.list(Path.of("docs")))) {
            for (Path page : pages.filter(Files::isRegularFile).toList()) {
                for (String block : blocks(page)) {
                    compile(page + "\n" + block, block, classes);
                }
            }
        }
    }

    @Test
    void readme_showsEachAnnotation() throws IOException {
        String shown = String.join("\n", blocks(Path.of("README.md")));

        for (String written : new String[] {
            "@RolesAllowed(\"org:admin\")",
            "@RequiresPermission(\"org:invoices:create\")",
            "@RequiresFeature(",
            "@RequiresPlan(",
            "@Reverified(",
            "@NotImpersonated",
            "@Inject\n    Session session;",
            "@Inject\n    CurrentUser currentUser;"
        }) {
            assertTrue(shown.contains(written), written);
        }
    }

    @Test
    void exampleTest_isTheOneThatRuns() throws IOException {
        assertEquals(
                List.of(Files.readString(Path.of("src/test/java/dev/clerkguard/example/InvoiceResourceTest.java"))),
                blocks(Path.of("docs/testing.md")));
    }

    private static List<String> blocks(Path page) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(Files.readString(page));
        while (found.find()) {
            blocks.add(found.group(1));
        }
        return blocks;
    }

    private static void compile(String what, String block, Path classes) {
        Matcher named = CLASS.matcher(block);
        assertTrue(named.find(), what);
        StringWriter errors = new StringWriter();
        boolean compiled = SourceCompiler.compiles(
                classes, named.group(1), block.startsWith("package ") ? block : IMPORTS + block, errors);
        assertEquals("", errors.toString(), what);
        assertTrue(compiled, what);
    }
}
