package dev.clerkguard.api;

import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import com.github.tomakehurst.wiremock.client.WireMock;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.ServiceTest;
import dev.clerkguard.testing.TimedClient;

/** POST /auth/sign-out-everywhere */
@QuarkusTest
@ServiceTest
class SignOutTest {
    private final String userId = ClerkUsers.newId();
    private final String here = "sess_" + userId + "_here";
    private final String there = "sess_" + userId + "_there";

    /** Before a test as well: the first call of a JVM loads classes, and later calls are measured. */
    @BeforeEach
    @AfterEach
    void clerkIsTrustedAgain() {
        ClerkUsers.untilClerkIsAskedAgain();
    }

    @Test
    void signOut_revokesEverySessionOfTheUserHereAndAtClerk() {
        ClerkUsers.sessions(userId, here, there);
        session(here).statusCode(200);
        session(there).statusCode(200);
        signOut(here).statusCode(204);
        session(here).statusCode(401).body("reason", equalTo("session-revoked"));
        session(there).statusCode(401).body("reason", equalTo("session-revoked"));
        assertEquals(1, ClerkUsers.revocations(here));
        assertEquals(1, ClerkUsers.revocations(there));
    }

    @Test
    void signOut_leavesOtherUsersSignedIn() {
        String other = ClerkUsers.newId();
        ClerkUsers.sessions(userId, here);
        signOut(here).statusCode(204);
        given().auth()
                .oauth2(Claims.now()
                        .with("sub", other)
                        .with("sid", "sess_" + other)
                        .signedBy(ClerkStub.KEY))
                .get("/auth/session")
                .then()
                .statusCode(200);
    }

    @Test
    void sessionUnknownToClerk_isNoFailure() {
        ClerkUsers.sessions(userId, here, there);
        ClerkStub.server()
                .stubFor(post("/v1/sessions/" + there + "/revoke")
                        .willReturn(WireMock.aResponse().withStatus(404)));
        signOut(here).statusCode(204);
        assertEquals(1, ClerkUsers.revocations(here));
    }

    @Test
    void clerkUnavailable_sessionsAreRefusedHere() {
        ClerkUsers.sessions(userId, here);
        ClerkStub.server()
                .stubFor(post("/v1/sessions/" + here + "/revoke")
                        .willReturn(WireMock.aResponse().withStatus(401)));
        signOut(here)
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("reason", equalTo("secret-key-invalid"));
        session(here).statusCode(401).body("reason", equalTo("session-revoked"));
    }

    @Test
    @Timeout(60)
    void clerkStillListsRevokedSessions_callEnds() {
        String[] hundred = IntStream.range(0, 100)
                .mapToObj(i -> "sess_" + i + "_" + userId)
                .toArray(String[]::new);
        ClerkUsers.sessions(userId, hundred);
        signOut(here).statusCode(503).body("reason", equalTo("clerk-unavailable"));
        int times = ClerkUsers.revocations(hundred[0]);
        assertTrue(times > 1 && times <= 10, times + " times");
        session(here).statusCode(401).body("reason", equalTo("session-revoked"));
    }

    /** More sessions than a slow Clerk can revoke within the time-out, although each single call is fast enough. */
    @Test
    @Tag("slow")
    void slowClerkAndManySessions_callIsAnsweredInTime() {
        String[] forty =
                IntStream.range(0, 40).mapToObj(i -> "sess_" + i + "_" + userId).toArray(String[]::new);
        ClerkUsers.sessions(userId, forty);
        ClerkStub.server()
                .stubFor(post(urlPathMatching("/v1/sessions/.*" + userId + "/revoke"))
                        .willReturn(ClerkStub.json("{}").withFixedDelay(1200)));

        signOut(here)
                .time(lessThan(TimedClient.LONGEST.toMillis()))
                .statusCode(503)
                .body("reason", equalTo("clerk-unavailable"))
                .header("Retry-After", "3");
        session(here).statusCode(401).body("reason", equalTo("session-revoked"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(1, ClerkUsers.revocations(forty[39]), "it goes on"));
    }

    @Test
    void impersonatedSession_isRefused() {
        given().auth()
                .oauth2(Claims.now()
                        .with("sub", userId)
                        .with("sid", here)
                        .with("act", Map.of("sub", "user_support"))
                        .signedBy(ClerkStub.KEY))
                .post("/auth/sign-out-everywhere")
                .then()
                .statusCode(403)
                .body("reason", equalTo("impersonated"));
        session(here).statusCode(200);
    }

    @Test
    void noSession_isRefused() {
        given().post("/auth/sign-out-everywhere").then().statusCode(401);
    }

    private ValidatableResponse signOut(String sessionId) {
        return given().auth()
                .oauth2(token(sessionId))
                .post("/auth/sign-out-everywhere")
                .then();
    }

    private ValidatableResponse session(String sessionId) {
        return given().auth().oauth2(token(sessionId)).get("/auth/session").then();
    }

    private String token(String sessionId) {
        return Claims.now().with("sub", userId).with("sid", sessionId).signedBy(ClerkStub.KEY);
    }
}
