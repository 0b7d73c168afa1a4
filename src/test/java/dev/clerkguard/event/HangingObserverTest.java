package dev.clerkguard.event;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.OptionalFeatures;
import dev.clerkguard.testing.WebhookDelivery;

/** An observer that never ends delays no revocation. One of the two places for deliveries is left to others. */
@QuarkusTest
@TestProfile(OptionalFeatures.class)
class HangingObserverTest {
    @Inject
    ChangeRecorder recorder;

    @AfterEach
    void endHanging() {
        recorder.endHanging();
    }

    @Test
    void hangingObserver_isA503AndNeitherThisNorTheNextRevocationWaits() {
        String one = newSession();
        String next = newSession();
        recorder.hang(one);

        WebhookDelivery hanging = revoked(one);
        hanging.send().statusCode(503).header("Retry-After", equalTo("5"));
        isRevoked(one);
        revoked(next).send().statusCode(503);
        isRevoked(next);
        assertEquals(0, recorder.seen(next).size());

        recorder.endHanging();
        await().untilAsserted(() -> hanging.send().statusCode(204));
        assertEquals(2, recorder.seen(one).size());
    }

    private String newSession() {
        String id = "sess_" + UUID.randomUUID().toString().replace("-", "");
        recorder.watch(id);
        return id;
    }

    private static WebhookDelivery revoked(String sessionId) {
        return WebhookDelivery.of("session.revoked", "{\"id\":\"" + sessionId + "\"}");
    }

    private static void isRevoked(String sessionId) {
        String token = Claims.now().with("sid", sessionId).signedBy(ClerkStub.KEY);
        given().auth().oauth2(token).get("/auth/session").then().statusCode(401);
    }
}
