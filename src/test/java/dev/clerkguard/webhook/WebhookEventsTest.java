package dev.clerkguard.webhook;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.ServiceTest;
import dev.clerkguard.testing.WebhookDelivery;

/** What an event of each type changes for the next request. */
@QuarkusTest
@ServiceTest
class WebhookEventsTest {
    private static final long NOW = Instant.now().toEpochMilli();

    private final String userId = ClerkUsers.newId();
    private final String sessionId = "sess_" + UUID.randomUUID().toString().replace("-", "");
    private final String token = token(Instant.now());

    @ParameterizedTest
    @ValueSource(strings = {"session.ended", "session.removed", "session.revoked"})
    void endedSession_cachedTokenIsRefused(String type) {
        session(token).statusCode(200);
        WebhookDelivery.of(type, "{\"id\":\"" + sessionId + "\"}").send().statusCode(204);
        session(token).statusCode(401).body("reason", equalTo("session-revoked"));
    }

    @Test
    void pendingSession_isRefusedUntilItHasANewToken() {
        String old = token(Instant.now().minusSeconds(30));
        session(old).statusCode(200);
        WebhookDelivery.of("session.pending", "{\"id\":\"" + sessionId + "\",\"status\":\"pending\"}")
                .send()
                .statusCode(204);
        session(old).statusCode(401).body("reason", equalTo("session-pending"));
        session(token(Instant.now().plusSeconds(2))).statusCode(200);
    }

    @Test
    void createdUser_isServedWithoutALookUp() {
        user("user.created", "Ada", NOW, false).statusCode(204);
        me().statusCode(200).body("firstName", equalTo("Ada"));
        assertEquals(0, ClerkUsers.calls(userId));
    }

    @Test
    void updatedUser_isServedAtOnce() {
        ClerkUsers.answer(userId, ClerkStub.json(ClerkUsers.json(userId)));
        me().statusCode(200).body("firstName", equalTo("Ada"));
        user("user.updated", "Augusta", NOW, false).statusCode(204);
        me().statusCode(200).body("firstName", equalTo("Augusta"));
        assertEquals(1, ClerkUsers.calls(userId));
    }

    @Test
    void olderEvent_doesNotOverwriteNewerData() {
        user("user.updated", "Newer", NOW, false).statusCode(204);
        user("user.updated", "Older", NOW - 1000, false).statusCode(204);
        me().statusCode(200).body("firstName", equalTo("Newer"));
    }

    @Test
    void bannedUser_isRefusedAlsoAfterAnOlderEvent() {
        session(token).statusCode(200);
        user("user.updated", "Ada", NOW, true).statusCode(204);
        session(token).statusCode(401).body("reason", equalTo("user-banned"));
        user("user.updated", "Ada", NOW - 1000, false).statusCode(204);
        session(token).statusCode(401).body("reason", equalTo("user-banned"));
    }

    @Test
    void unbannedUser_isAcceptedWithANewToken() {
        user("user.updated", "Ada", NOW, true).statusCode(204);
        user("user.updated", "Ada", NOW + 1000, false).statusCode(204);
        session(token(Instant.now().minusSeconds(2))).statusCode(401).body("reason", equalTo("session-revoked"));
        session(token(Instant.now().plusSeconds(2))).statusCode(200);
    }

    @Test
    void deletedUser_isRefusedAndDoesNotComeBack() {
        session(token).statusCode(200);
        WebhookDelivery.of("user.deleted", "{\"id\":\"" + userId + "\",\"deleted\":true,\"object\":\"user\"}")
                .send()
                .statusCode(204);
        session(token).statusCode(401).body("reason", equalTo("user-not-found"));
        user("user.updated", "Ghost", NOW + 5000, false).statusCode(204);
        me().statusCode(401).body("reason", equalTo("user-not-found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "updated", "deleted"})
    void changedMembership_userIsReadAgain(String what) {
        ClerkUsers.answer(userId, ClerkStub.json(ClerkUsers.json(userId)));
        me().statusCode(200);
        WebhookDelivery.of(
                        "organizationMembership." + what,
                        "{\"id\":\"orgmem_1\",\"public_user_data\":{\"user_id\":\"" + userId + "\"}}")
                .send()
                .statusCode(204);
        me().statusCode(200);
        assertEquals(2, ClerkUsers.calls(userId));
    }

    @ParameterizedTest
    @ValueSource(strings = {"organization.deleted", "role.updated", "permission.deleted"})
    void changedRoleWithoutTheSetting_olderTokensAreAccepted(String type) {
        session(token).statusCode(200);
        WebhookDelivery.of(type, "{\"id\":\"org_1\"}").send().statusCode(204);
        session(token).statusCode(200);
    }

    private ValidatableResponse user(String type, String firstName, long updatedAt, boolean banned) {
        return WebhookDelivery.of(
                        type,
                        "{\"id\":\"%s\",\"object\":\"user\",\"first_name\":\"%s\",\"updated_at\":%d,\"banned\":%b}"
                                .formatted(userId, firstName, updatedAt, banned))
                .send();
    }

    private String token(Instant issuedAt) {
        return Claims.at(issuedAt)
                .with("exp", Instant.now().getEpochSecond() + 60)
                .with("nbf", Instant.now().getEpochSecond() - 60)
                .with("sub", userId)
                .with("sid", sessionId)
                .signedBy(ClerkStub.KEY);
    }

    private ValidatableResponse me() {
        return given().auth().oauth2(token).get("/auth/me").then();
    }

    private static ValidatableResponse session(String token) {
        return given().auth().oauth2(token).get("/auth/session").then();
    }
}
