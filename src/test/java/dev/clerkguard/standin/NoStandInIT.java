package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusIntegrationTest;

import dev.clerkguard.testing.ServiceTest;

/** The production package has no stand-in and no example. ProductionStartIT tries to switch the stand-in on. */
@QuarkusIntegrationTest
@ServiceTest
class NoStandInIT {
    @ParameterizedTest
    @CsvSource({
        "GET, /dev-clerk/",
        "GET, /dev-clerk/playground/app.js",
        "GET, /dev-clerk/playground/people",
        "GET, /dev-clerk/playground/token?user=ada",
        "GET, /dev-clerk/token",
        "GET, /dev-clerk/.well-known/jwks.json",
        "POST, /dev-clerk/reset",
        "POST, /dev-clerk/age",
        "GET, /dev-clerk/v1/jwks",
        "GET, /dev-clerk/v1/users",
        "GET, /dev-clerk/v1/users/user_ada",
        "POST, /dev-clerk/v1/users",
        "GET, /dev-clerk/v1/sessions",
        "POST, /dev-clerk/v1/sign_in_tokens",
        "POST, /dev-clerk/v1/testing_tokens",
        "GET, /dev-clerk/v1/environment",
        "POST, /dev-clerk/v1/environment",
        "POST, /dev-clerk/v1/dev_browser",
        "GET, /dev-clerk/v1/client",
        "POST, /dev-clerk/v1/client/sign_ins",
        "POST, /dev-clerk/v1/client/sign_ups",
        "GET, /dev-clerk/v1/me",
        "GET, /dev-clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js",
        "GET, /example/invoices",
        "POST, /example/invoices",
        "DELETE, /example/invoices/drafts"
    })
    void productionPackage_standInPathsAreNotFound(String method, String path) {
        given().auth()
                .preemptive()
                .oauth2("sk_test_any")
                .request(method, path)
                .then()
                .statusCode(404);
    }

    @Test
    void productionPackage_hasNoPeopleFile() throws IOException {
        Path application = Path.of(System.getProperty("packaged.application"));
        assumeTrue(application.toString().endsWith(".jar"), "a native binary has no entries to look at");
        try (Stream<Path> jars = Files.list(application.resolveSibling("app"))) {
            Set<String> entries = entries(jars.findFirst().orElseThrow());
            assertTrue(entries.contains("META-INF/openapi.yaml"), entries.toString());
            assertEquals(
                    Set.of(),
                    entries.stream()
                            .filter(name -> name.startsWith("dev-clerk")
                                    || name.startsWith("playground/") && !name.endsWith("/"))
                            .collect(Collectors.toSet()));
        }
    }

    private static Set<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        }
    }
}
