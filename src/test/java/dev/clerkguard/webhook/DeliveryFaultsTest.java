package dev.clerkguard.webhook;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.Delivery;
import dev.clerkguard.testing.ServiceTest;

/** Whatever can be wrong with a delivery: the status, the reason, and whether it had its effect all the same. */
@QuarkusTest
@ServiceTest
class DeliveryFaultsTest {
    private static final String STRANGER = "whsec_c29tZWJvZHkgZWxzZSdzIHNpZ25pbmcgc2VjcmV0";

    private final String sessionId = "sess_" + UUID.randomUUID().toString().replace("-", "");

    private Delivery revoked() {
        return Delivery.of("session.revoked", "{\"id\":\"" + sessionId + "\",\"object\":\"session\"}");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("id missing", "webhook-headers-missing", delivery -> delivery.withId(null)),
                fault("timestamp missing", "webhook-headers-missing", delivery -> delivery.withTimestamp(null)),
                fault("signature missing", "webhook-headers-missing", delivery -> delivery.withSignature(null)),
                fault("wrong secret", "webhook-signature-invalid", delivery -> resigned(delivery, 0, STRANGER)),
                fault("other id", "webhook-signature-invalid", delivery -> delivery.withId("msg_other")),
                fault(
                        "truncated",
                        "webhook-signature-invalid",
                        delivery -> new Delivery(
                                delivery.id(),
                                delivery.timestamp(),
                                delivery.signature(),
                                Arrays.copyOf(delivery.body(), delivery.body().length - 1))),
                fault(
                        "re-encoded",
                        "webhook-signature-invalid",
                        delivery -> delivery.withBody(delivery.text().replace(":", ": "))),
                fault("empty", "webhook-signature-invalid", delivery -> delivery.withBody("")),
                fault(
                        "unknown version",
                        "webhook-signature-invalid",
                        delivery -> delivery.withSignature(delivery.signature().replace("v1,", "v2,"))),
                fault("stale", "webhook-timestamp-invalid", delivery -> resigned(delivery, -310, Delivery.SECRET)),
                fault("future", "webhook-timestamp-invalid", delivery -> resigned(delivery, 310, Delivery.SECRET)),
                fault("no timestamp", "webhook-timestamp-invalid", delivery -> delivery.withTimestamp("now")),
                fault("malformed", "webhook-malformed", delivery -> Delivery.signed("{\"type\":\"session.revoked\",")),
                fault("no JSON", "webhook-malformed", delivery -> Delivery.signed("session.revoked")),
                fault("deep", "webhook-malformed", delivery -> Delivery.signed("[".repeat(5000))),
                fault("nothing in it", "webhook-malformed", delivery -> Delivery.signed("{}")),
                fault("no id", "webhook-malformed", delivery -> Delivery.of("session.revoked", "{}")),
                fault("odd id", "webhook-malformed", delivery -> Delivery.of("session.revoked", "{\"id\":7}")),
                fault(
                        "no user",
                        "webhook-malformed",
                        delivery -> Delivery.of(
                                "organizationMembership.updated", "{\"id\":\"orgmem_1\",\"public_user_data\":null}")));
    }

    private static Arguments fault(String name, String reason, UnaryOperator<Delivery> bend) {
        return Arguments.of(name, reason, bend);
    }

    private static Delivery resigned(Delivery delivery, long secondsLater, String secret) {
        return Delivery.signed(delivery.id(), Instant.now().plusSeconds(secondsLater), delivery.text(), secret);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void isRefusedWithItsReasonAndWithoutEffect(String name, String reason, UnaryOperator<Delivery> bend) {
        bend.apply(revoked())
                .send()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("reason", equalTo(reason));
        session().statusCode(200);
    }

    @Test
    void aMegabyteIsRefusedInJsonBeforeItIsRead() {
        given().contentType("application/json")
                .body(" ".repeat(1_000_000))
                .post("/webhooks/clerk")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("status", equalTo(413));
    }

    @Test
    void aGenuineOneHasItsEffectAndIsDoneOnce() {
        session().statusCode(200);
        Delivery delivery = revoked();
        assertEquals("", delivery.send().statusCode(204).extract().asString());
        session().statusCode(401).body("reason", equalTo("session-revoked"));
        delivery.send().statusCode(204);
    }

    @Test
    void theNextSecretIsAcceptedAsWell() {
        resigned(revoked(), 0, Delivery.NEXT_SECRET).send().statusCode(204);
        session().statusCode(401);
    }

    @Test
    void aSessionTokenIsNoSignature() {
        given().auth()
                .oauth2(Claims.now().signedBy(ClerkStub.KEY))
                .body(revoked().body())
                .post("/webhooks/clerk")
                .then()
                .statusCode(400)
                .body("reason", equalTo("webhook-headers-missing"));
    }

    @Test
    void aTypeThatMeansNothingHereIsAccepted() {
        Delivery.of("sms.created", "{\"id\":\"sms_1\"}").send().statusCode(204);
    }

    @Test
    void otherMethodsAreRefusedInJson() {
        given().get("/webhooks/clerk").then().statusCode(405).contentType(containsString("json"));
    }

    private ValidatableResponse session() {
        return given().auth()
                .oauth2(Claims.now().with("sid", sessionId).signedBy(ClerkStub.KEY))
                .get("/auth/session")
                .then();
    }
}
