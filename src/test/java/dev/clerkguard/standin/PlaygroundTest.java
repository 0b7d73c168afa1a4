package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;

import dev.clerkguard.problem.Reason;

/** The page of the stand-in: its files, and that each faulty token is refused for its fault. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class PlaygroundTest {
    private static final Path FILES = Path.of("src/main/resources/playground");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|.*\\|(.*)\\|$");
    private static final Pattern CODE = Pattern.compile("`([a-z-]+)(…?)`");

    @Test
    void page_isHtmlThatLoadsNothingFromElsewhere() {
        given().get("/dev-clerk/")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/html"))
                .header("Content-Security-Policy", startsWith("default-src 'none'; script-src 'self'"))
                .body(containsString("clerk-guard playground"));
    }

    @ParameterizedTest
    @CsvSource({
        "playground.css, text/css",
        "app.js, text/javascript",
        "claims.js, text/javascript",
        "endpoints.js, text/javascript",
        "checks.json, application/json"
    })
    void fileOfThePage_hasItsType(String file, String type) {
        given().get("/dev-clerk/playground/" + file).then().statusCode(200).contentType(startsWith(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.js", "..%2fdev-clerk.json", "dev-clerk.json", "index.htm"})
    void otherFile_isNotServed(String file) {
        given().urlEncodingEnabled(false)
                .get("/dev-clerk/playground/" + file)
                .then()
                .statusCode(anyOf(equalTo(401), equalTo(404)));
    }

    /** What a production package leaves out is named in application.properties. */
    @Test
    void playgroundFiles_areNotInTheProductionPackage() throws IOException {
        String settings = Files.readString(Path.of("src/main/resources/application.properties"));
        try (Stream<Path> files = Files.list(FILES)) {
            assertEquals(
                    "",
                    files.map(file -> "playground/" + file.getFileName())
                            .filter(name -> !settings.contains(name))
                            .collect(Collectors.joining(" ")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "expired, token-expired",
        "not-active-yet, token-not-active-yet",
        "wrong-issuer, token-invalid-issuer",
        "pending, session-pending",
        "no-session, token-verification-failed",
        "machine, token-type-mismatch",
        "unknown-key, jwk-kid-mismatch",
        "unsigned, token-invalid-algorithm",
        "wrong-key, token-invalid-signature",
        "cut-off, token-invalid"
    })
    void faultyToken_isRefusedForItsFault(String fault, String reason) {
        given().auth()
                .preemptive()
                .oauth2(token("user=ada&fault=" + fault))
                .get("/auth/session")
                .then()
                .statusCode(401)
                .body("reason", equalTo(reason));
    }

    @Test
    void goodToken_hasWhatWasAskedFor() {
        given().auth()
                .preemptive()
                .oauth2(token("user=grace&organization=acme&role=admin&first=20&second=3&origin=http://localhost:1"))
                .get("/auth/session")
                .then()
                .statusCode(200)
                .body("orgRole", equalTo("org:admin"))
                .body("factorVerificationAge", hasItems(20, 3))
                .body("sessionClaims.azp", equalTo("http://localhost:1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "organization=acme",
                "user=mallory",
                "user=ada&organization=initech",
                "user=ada&fault=none",
                "user=ada&first=soon",
                "user=linus&organization=acme"
            })
    void unknownParameterValue_isABadRequest(String query) {
        given().get("/dev-clerk/playground/token?" + query).then().statusCode(400);
    }

    @Test
    void people_areThoseOfTheFile() {
        given().get("/dev-clerk/playground/people")
                .then()
                .statusCode(200)
                .body("users.name", hasItems("ada", "grace", "linus"))
                .body("users.find { it.name == 'grace' }.roles.globex", equalTo("admin"))
                .body("organizations.find { it.slug == 'acme' }.plan", equalTo("business"));
    }

    /** docs/verification.md numbers the checks; the page shows the same ones. */
    @Test
    void checksOfThePage_areThoseOfTheDocumentation() throws IOException {
        TreeSet<String> known =
                Stream.of(Reason.values()).map(Reason::code).collect(Collectors.toCollection(TreeSet::new));
        Map<Integer, TreeSet<String>> documented = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("docs/verification.md")));
        while (row.find()) {
            documented.put(
                    Integer.valueOf(row.group(1)),
                    CODE.matcher(row.group(2))
                            .results()
                            .flatMap(code -> known.stream()
                                    .filter(reason -> code.group(2).isEmpty()
                                            ? reason.equals(code.group(1))
                                            : reason.startsWith(code.group(1))))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        Map<Integer, TreeSet<String>> shown = new TreeMap<>();
        JsonPath checks = JsonPath.from(FILES.resolve("checks.json").toFile());
        for (int i = 0; i < documented.size(); i++) {
            shown.put(
                    checks.getInt("[" + i + "].number"), new TreeSet<>(checks.<String>getList("[" + i + "].reasons")));
        }

        assertTrue(documented.size() > 10, documented.toString());
        assertEquals(documented, shown);
    }

    private static String token(String query) {
        return given().get("/dev-clerk/playground/token?" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
