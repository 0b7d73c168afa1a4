package dev.clerkguard.api;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;

import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.ServiceTest;
import dev.clerkguard.testing.TimedClient;

/** Answers while Clerk's Backend API fails. */
@QuarkusTest
@ServiceTest
class MeRefusalTest {
    private final String userId = ClerkUsers.newId();

    /** Before a test as well: the first call of a JVM loads classes, and later calls are measured. */
    @BeforeEach
    @AfterEach
    void waitForTheEndOfTheOutage() {
        ClerkUsers.untilClerkIsAskedAgain();
    }

    @Test
    void unknownUser_isA401AndCached() {
        ClerkUsers.answer(userId, aResponse().withStatus(404));

        me(userId).statusCode(401).body("reason", equalTo("user-not-found")).header("WWW-Authenticate", notNullValue());
        me(userId).statusCode(401).body("reason", equalTo("user-not-found"));
        assertEquals(1, ClerkUsers.calls(userId));
    }

    @Test
    void bannedUser_isRefused() {
        ClerkUsers.answer(
                userId, ClerkStub.json(ClerkUsers.json(userId).replace("\"banned\": false", "\"banned\": true")));

        me(userId).statusCode(401).body("reason", equalTo("user-banned"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void failureOfTheBackendApi_isA503(String name, ResponseDefinitionBuilder answer, String reason) {
        ClerkUsers.answer(userId, answer);

        me(userId)
                .time(lessThan(TimedClient.LONGEST.toMillis()))
                .statusCode(503)
                .contentType("application/problem+json")
                .body("reason", equalTo(reason))
                .body(not(containsString(ClerkStub.SECRET_KEY)))
                .header("Retry-After", notNullValue())
                .header("Cache-Control", "no-store");
    }

    @Test
    @Tag("slow")
    void hangingBackendApi_isA503() {
        failureOfTheBackendApi_isA503("hang", ClerkStub.json("{}").withFixedDelay(10_000), "clerk-unavailable");
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("500", aResponse().withStatus(500), "clerk-unavailable"),
                Arguments.of("502", aResponse().withStatus(502).withBody("<html>"), "clerk-unavailable"),
                Arguments.of("redirect", aResponse().withStatus(302), "clerk-unavailable"),
                Arguments.of("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), "clerk-unavailable"),
                Arguments.of("empty", aResponse().withFault(Fault.EMPTY_RESPONSE), "clerk-unavailable"),
                Arguments.of("cut", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK), "clerk-unavailable"),
                Arguments.of("noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE), "clerk-unavailable"),
                Arguments.of("text", ClerkStub.json("Hello World!"), "clerk-unavailable"),
                Arguments.of("no user", ClerkStub.json("{}"), "clerk-unavailable"),
                Arguments.of("another user", ClerkStub.json(ClerkUsers.json("user_other")), "clerk-unavailable"),
                Arguments.of("array", ClerkStub.json("[]"), "clerk-unavailable"),
                Arguments.of("nothing", aResponse().withStatus(200), "clerk-unavailable"),
                Arguments.of("huge", ClerkStub.json("[" + "1,".repeat(600_000) + "1]"), "clerk-unavailable"),
                Arguments.of("secret key refused", aResponse().withStatus(401), "secret-key-invalid"));
    }

    @Test
    void refusedSecretKey_isNamedAndNotTriedAgain() {
        ClerkUsers.answer(userId, aResponse().withStatus(401));

        // Both before any assertion: the first one on a body loads classes for longer than the back-off lasts.
        ValidatableResponse refused = me(userId);
        ValidatableResponse next = me(userId);

        refused.statusCode(503).body("detail", containsString("CLERK_SECRET_KEY"));
        next.statusCode(503).body("reason", equalTo("secret-key-invalid"));
        assertEquals(1, ClerkUsers.calls(userId), "the next one would be refused as well");
    }

    @Test
    void retryAfterOfClerk_holdsForAllCallers() {
        String other = ClerkUsers.newId();
        ClerkUsers.answer(userId, aResponse().withStatus(429).withHeader("Retry-After", "2"));
        ClerkUsers.answer(other, ClerkStub.json(ClerkUsers.json(other)));

        ValidatableResponse limited = me(userId);
        ValidatableResponse next = me(other);

        limited.statusCode(503).body("reason", equalTo("clerk-rate-limited")).header("Retry-After", "2");
        next.statusCode(503).body("reason", equalTo("clerk-rate-limited"));
        assertEquals(0, ClerkUsers.calls(other));
        assertEquals(1, ClerkUsers.calls(userId), "a limit is no failure to be retried");
    }

    @Test
    void repeatedFailures_openTheCircuitBreaker() {
        ClerkUsers.answer(userId, ClerkStub.json(ClerkUsers.json(userId)));
        for (int i = 0; i < 5; i++) {
            String failing = ClerkUsers.newId();
            ClerkUsers.answer(failing, aResponse().withStatus(500));
            me(failing).statusCode(503);
        }

        me(userId).statusCode(503).body("reason", equalTo("clerk-unavailable"));
        assertEquals(0, ClerkUsers.calls(userId));
    }

    @Test
    void temporaryServerError_isRetried() {
        ClerkUsers.answerInTurn(userId, aResponse().withStatus(500), ClerkStub.json(ClerkUsers.json(userId)));

        me(userId).statusCode(200).body("id", equalTo(userId));
        assertEquals(2, ClerkUsers.calls(userId));
    }

    private static ValidatableResponse me(String userId) {
        return given().auth().oauth2(ClerkUsers.token(userId)).get("/auth/me").then();
    }
}
