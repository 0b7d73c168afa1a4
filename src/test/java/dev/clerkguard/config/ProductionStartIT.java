package dev.clerkguard.config;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.Concurrent;
import dev.clerkguard.testing.ServiceProcess;
import dev.clerkguard.testing.SigningKey;

/** The packaged application as an operator starts it: with Clerk's variables and nothing else. */
@Concurrent
class ProductionStartIT {
    private static final ClerkStub CLERK = new ClerkStub();

    @BeforeAll
    static void startClerk() {
        CLERK.start();
    }

    @AfterAll
    static void stopClerk() {
        CLERK.stop();
    }

    private static Map<String, String> variables(String... more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "CLERK_JWKS_URL", ClerkStub.server().baseUrl() + ClerkStub.JWKS_PATH,
                "CLERK_ISSUER", Claims.ISSUER,
                "CLERK_API_URL", ClerkStub.server().baseUrl(),
                "CLERK_SECRET_KEY", ClerkStub.SECRET_KEY,
                "CLERK_AUTHORIZED_PARTIES", Claims.ORIGIN));
        for (int i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        return variables;
    }

    @Test
    void clerkVariablesOnly_serviceStarts() {
        String user = ClerkUsers.newId();
        ClerkUsers.answer(user, ClerkStub.json(ClerkUsers.json(user)));
        try (ServiceProcess service =
                ServiceProcess.start(variables("CLERK_AUDIENCE", "my-api", "CLERK_CLOCK_SKEW", "30s"))) {
            given().get(service.url("/")).then().statusCode(200).body(equalTo("Hello World!"));
            ask(service, claims(user)).statusCode(200).body("userId", equalTo(user));
            given().auth()
                    .preemptive()
                    .oauth2(claims(user).signedBy(ClerkStub.KEY))
                    .get(service.url("/auth/me"))
                    .then()
                    .statusCode(200)
                    .body("id", equalTo(user));
            ask(service, Claims.at(Instant.now().minusSeconds(80)).with("aud", "my-api"))
                    .statusCode(200);
            refused(service, Claims.at(Instant.now().minusSeconds(100)).with("aud", "my-api"), "token-expired");
            refused(service, Claims.now(), "token-invalid-audience");
            refused(service, claims(user).with("azp", "https://evil.example"), "token-invalid-authorized-parties");
            refused(service, claims(user).with("iss", "https://evil.example"), "token-invalid-issuer");
            refused(service, claims(user).with("sts", "pending"), "session-pending");
            refused(service, claims(user).with("sub", "mch_1"), "token-type-mismatch");
            given().auth()
                    .preemptive()
                    .oauth2(claims(user).signedBy(SigningKey.second(ClerkStub.KEY.id())))
                    .get(service.url("/auth/session"))
                    .then()
                    .statusCode(401)
                    .body("reason", equalTo("token-invalid-signature"));
            assertFalse(service.output().contains(ClerkStub.SECRET_KEY));
        }
    }

    @Test
    void exampleProperties_serviceStarts() {
        try (ServiceProcess service = ServiceProcess.start(variables(
                "SMALLRYE_CONFIG_LOCATIONS",
                Path.of("application.properties.example").toAbsolutePath().toString()))) {
            ask(service, Claims.now()).statusCode(200);
        }
    }

    @Test
    void pemKey_serviceStartsWithoutNetwork() {
        Map<String, String> variables =
                Map.of("CLERK_JWT_KEY", ClerkStub.KEY.pem().replace("\n", "\\n"), "CLERK_ISSUER", Claims.ISSUER);
        try (ServiceProcess service = ServiceProcess.start(variables)) {
            ask(service, Claims.now()).statusCode(200);
            given().auth()
                    .preemptive()
                    .oauth2(Claims.now().signedBy(ClerkStub.KEY))
                    .get(service.url("/auth/me"))
                    .then()
                    .statusCode(503)
                    .body("reason", equalTo("secret-key-invalid"));
            assertEquals(1, count(service, "CLERK_AUTHORIZED_PARTIES is not set"));
            assertEquals(1, count(service, "CLERK_SECRET_KEY is not set"));
        }
    }

    @Test
    void jwksUnreachable_requestsAreAnsweredWith503() {
        try (ServiceProcess service =
                ServiceProcess.start(variables("CLERK_JWKS_URL", "http://localhost:1/jwks.json"))) {
            ask(service, Claims.now())
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("reason", equalTo("jwk-remote-failed-to-load"));
            given().get(service.url("/")).then().statusCode(200);
        }
    }

    @ParameterizedTest
    @MethodSource({
        "dev.clerkguard.config.WrongConfiguration#refusedElsewhere",
        "dev.clerkguard.config.WrongConfiguration#exampleForStartupValidation"
    })
    void wrongConfiguration_startEndsWithOneLine(WrongConfiguration wrong) throws Exception {
        startEndsWithOneLine(wrong);
    }

    @ParameterizedTest
    @Tag("slow")
    @MethodSource("dev.clerkguard.config.WrongConfiguration#refusedByStartupValidation")
    void wrongConfigurationOfTheSameKind_startEndsWithOneLine(WrongConfiguration wrong) throws Exception {
        startEndsWithOneLine(wrong);
    }

    private static void startEndsWithOneLine(WrongConfiguration wrong) throws Exception {
        try (ServiceProcess service = ServiceProcess.start(wrong.variables())) {
            assertFalse(service.listens(), service.output());
            assertNotEquals(0, service.exitCode());
            assertTrue(service.output().contains(wrong.expected()), service.output());
            assertFalse(service.output().contains("\tat "), service.output());
            assertFalse(service.output().contains("not_to_be_seen"), service.output());
            assertTrue(service.output().lines().count() <= 2, service.output());
        }
    }

    @Test
    void originsMayHaveBlanksAndSlashes_andCorsOriginsOfTheirOwn() {
        try (ServiceProcess service = ServiceProcess.start(variables(
                "CLERK_AUTHORIZED_PARTIES",
                "https://first.example/ , " + Claims.ORIGIN + "/",
                "QUARKUS_HTTP_CORS_ORIGINS",
                "https://cors.example"))) {
            ask(service, Claims.now()).statusCode(200);
            refused(service, Claims.now().with("azp", "https://other.example"), "token-invalid-authorized-parties");
            for (String path : new String[] {"/", "/auth/session"}) {
                given().header("Origin", "https://cors.example")
                        .get(service.url(path))
                        .then()
                        .header("Access-Control-Allow-Origin", "https://cors.example");
            }
            given().header("Origin", "https://cors.example")
                    .header("Access-Control-Request-Method", "GET")
                    .options(service.url("/auth/session"))
                    .then()
                    .statusCode(200)
                    .header("Access-Control-Allow-Origin", "https://cors.example");
            given().header("Origin", Claims.ORIGIN).get(service.url("/")).then().statusCode(403);
        }
    }

    @Test
    void productionPackage_hasNoStandIn() {
        assertNoStandIn(Map.of("DEV_CLERK_ENABLED", "true"));
    }

    @Test
    void productionPackageInTheDevProfile_hasNoStandIn() {
        assertNoStandIn(Map.of("QUARKUS_PROFILE", "dev", "DEV_CLERK_ENABLED", "true"));
    }

    @ParameterizedTest
    @Tag("slow")
    @ValueSource(strings = {"test", "stand-in"})
    void productionPackageInAnotherProfile_hasNoStandIn(String profile) {
        assertNoStandIn(Map.of("QUARKUS_PROFILE", profile, "DEV_CLERK_ENABLED", "true"));
    }

    private static void assertNoStandIn(Map<String, String> switches) {
        Map<String, String> all = variables();
        all.putAll(switches);
        try (ServiceProcess service = ServiceProcess.start(all)) {
            given().get(service.url("/dev-clerk/token")).then().statusCode(404);
            given().get(service.url("/dev-clerk/.well-known/jwks.json")).then().statusCode(404);
            given().auth()
                    .preemptive()
                    .oauth2("sk_test_any")
                    .get(service.url("/dev-clerk/v1/users"))
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void openApiDocument_isReadAtItsFirstRequestAndHasNoExampleEndpoint() {
        String read = "event=openapi_read";
        try (ServiceProcess service = ServiceProcess.start(variables("QUARKUS_LOG_LEVEL", "DEBUG"))) {
            assertFalse(service.output().contains(read));
            given().get(service.managementUrl("/q/openapi?format=json"))
                    .then()
                    .statusCode(200)
                    .body("paths", hasKey("/auth/me"))
                    .body("paths", not(hasKey("/example/invoices")));
            await().untilAsserted(() -> assertTrue(service.output().contains(read)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "stand-in"})
    void standInProfileOfAProductionPackage_trustsNoStandIn(String profile) {
        try (ServiceProcess service = ServiceProcess.start(Map.of("QUARKUS_PROFILE", profile))) {
            assertFalse(service.listens(), service.output());
            assertTrue(service.output().contains("No Clerk instance is configured"), service.output());
        }
    }

    private static Claims claims(String user) {
        return Claims.now().with("sub", user).with("aud", "my-api");
    }

    private static io.restassured.response.ValidatableResponse ask(ServiceProcess service, Claims claims) {
        return given().auth()
                .preemptive()
                .oauth2(claims.signedBy(ClerkStub.KEY))
                .get(service.url("/auth/session"))
                .then();
    }

    private static void refused(ServiceProcess service, Claims claims, String reason) {
        ask(service, claims)
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", notNullValue())
                .body("reason", equalTo(reason));
    }

    private static long count(ServiceProcess service, String text) {
        return service.output().lines().filter(line -> line.contains(text)).count();
    }
}
