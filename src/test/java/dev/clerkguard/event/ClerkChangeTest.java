package dev.clerkguard.event;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;

import dev.clerkguard.testing.AllLogLines;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceTest;
import dev.clerkguard.testing.WebhookDelivery;

/** What an observer of the application receives of Clerk's webhooks, and what its failure means. */
@QuarkusTest
@ServiceTest
class ClerkChangeTest {
    private static final long NOW = Instant.now().toEpochMilli();

    private final String id = "x_" + UUID.randomUUID().toString().replace("-", "");

    @Inject
    ChangeRecorder recorder;

    @BeforeEach
    void watch() {
        recorder.watch(id);
    }

    @ParameterizedTest
    @CsvSource({
        "user.created,UserCreated",
        "user.updated,UserUpdated",
        "user.deleted,UserDeleted",
        "session.created,SessionCreated",
        "session.pending,SessionPending",
        "session.ended,SessionEnded",
        "session.removed,SessionRemoved",
        "session.revoked,SessionRevoked",
        "organization.created,OrganizationCreated",
        "organization.updated,OrganizationUpdated",
        "organization.deleted,OrganizationDeleted"
    })
    void event_isObservedOnceWithItsType(String type, String change) {
        WebhookDelivery delivery = WebhookDelivery.of(type, "{\"id\":\"" + id + "\",\"updated_at\":" + NOW + "}");

        delivery.send().statusCode(204);
        delivery.send().statusCode(204);

        List<ClerkChange> seen = recorder.seen(id);
        assertEquals(
                List.of(change),
                seen.stream().map(one -> one.getClass().getSimpleName()).toList());
        assertEquals(delivery.id(), seen.get(0).delivery().id());
    }

    @ParameterizedTest
    @CsvSource({"created,MembershipCreated", "updated,MembershipUpdated", "deleted,MembershipDeleted"})
    void membership_hasOrganizationUserAndRole(String what, String change) {
        WebhookDelivery.of("organizationMembership." + what, """
                        {"id":"orgmem_1","role":"org:admin","permissions":["org:invoices:read"],"unknown":[{}],
                         "organization":{"id":"%s","name":"Acme","slug":"acme"},"public_user_data":{"user_id":"user_1"}}""".formatted(id))
                .send()
                .statusCode(204);

        ClerkChange seen = recorder.seen(id).get(0);
        assertEquals(change, seen.getClass().getSimpleName());
        assertTrue(
                seen.toString().contains("role=Optional[org:admin], permissions=[org:invoices:read]"), seen::toString);
        assertTrue(seen.toString().contains("slug=Optional[acme]"), seen::toString);
        assertTrue(seen.toString().contains("userId=user_1"), seen::toString);
    }

    @Test
    void user_hasTheNewData() {
        user("Ada", NOW).send().statusCode(204);

        UserUpdated seen = assertInstanceOf(UserUpdated.class, recorder.seen(id).get(0));
        assertEquals(Optional.of("Ada"), seen.user().firstName());
    }

    @Test
    void olderUser_isNotObservedAfterANewerOne() {
        user("Newer", NOW).send().statusCode(204);
        user("Older", NOW - 1000).send().statusCode(204);

        assertEquals(1, recorder.seen(id).size());
    }

    @Test
    void membershipWithoutOrganization_isNotObserved() {
        WebhookDelivery.of(
                        "organizationMembership.updated",
                        "{\"id\":\"" + id + "\",\"public_user_data\":{\"user_id\":\"user_1\"}}")
                .send()
                .statusCode(204);

        assertEquals(List.of(), recorder.seen(id));
    }

    @Test
    void failingObserver_isA503AfterTheEffectAndTheRepetitionIsObservedAgain() {
        String token = Claims.now().with("sid", id).signedBy(ClerkStub.KEY);
        session(token, 200);
        WebhookDelivery delivery = WebhookDelivery.of("session.revoked", "{\"id\":\"" + id + "\"}");
        recorder.fail(id);
        try (AllLogLines log = AllLogLines.start()) {
            delivery.send().statusCode(503).header("Retry-After", equalTo("5")).contentType("application/problem+json");
            assertEquals(List.of(), log.errors());
        }
        session(token, 401);

        recorder.succeed(id);
        delivery.send().statusCode(204);
        assertEquals(2, recorder.seen(id).size());
        delivery.send().statusCode(204);
        assertEquals(2, recorder.seen(id).size());
    }

    private WebhookDelivery user(String firstName, long updatedAt) {
        return WebhookDelivery.of(
                "user.updated",
                "{\"id\":\"%s\",\"first_name\":\"%s\",\"updated_at\":%d}".formatted(id, firstName, updatedAt));
    }

    private static void session(String token, int status) {
        given().auth().oauth2(token).get("/auth/session").then().statusCode(status);
    }
}
