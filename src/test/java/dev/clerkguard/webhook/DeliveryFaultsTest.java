package dev.clerkguard.webhook;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.ServiceTest;
import dev.clerkguard.testing.WebhookDelivery;

/** The faults of a delivery: the status, the reason, and that a refused delivery has no effect. */
@QuarkusTest
@ServiceTest
class DeliveryFaultsTest {
    private static final String STRANGER = "whsec_c29tZWJvZHkgZWxzZSdzIHNpZ25pbmcgc2VjcmV0";

    private final String sessionId = "sess_" + UUID.randomUUID().toString().replace("-", "");

    private WebhookDelivery revoked() {
        return WebhookDelivery.of("session.revoked", "{\"id\":\"" + sessionId + "\",\"object\":\"session\"}");
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
                        delivery -> new WebhookDelivery(
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
                fault(
                        "stale",
                        "webhook-timestamp-invalid",
                        delivery -> resigned(delivery, -310, WebhookDelivery.SECRET)),
                fault(
                        "future",
                        "webhook-timestamp-invalid",
                        delivery -> resigned(delivery, 310, WebhookDelivery.SECRET)),
                fault("no timestamp", "webhook-timestamp-invalid", delivery -> delivery.withTimestamp("now")),
                fault(
                        "malformed",
                        "webhook-malformed",
                        delivery -> WebhookDelivery.signed("{\"type\":\"session.revoked\",")),
                fault("no JSON", "webhook-malformed", delivery -> WebhookDelivery.signed("session.revoked")),
                fault("deep", "webhook-malformed", delivery -> WebhookDelivery.signed("[".repeat(5000))),
                fault("nothing in it", "webhook-malformed", delivery -> WebhookDelivery.signed("{}")),
                fault("no id", "webhook-malformed", delivery -> WebhookDelivery.of("session.revoked", "{}")),
                fault("odd id", "webhook-malformed", delivery -> WebhookDelivery.of("session.revoked", "{\"id\":7}")),
                fault(
                        "no user",
                        "webhook-malformed",
                        delivery -> WebhookDelivery.of(
                                "organizationMembership.updated", "{\"id\":\"orgmem_1\",\"public_user_data\":null}")));
    }

    private static Arguments fault(String name, String reason, UnaryOperator<WebhookDelivery> bend) {
        return Arguments.of(name, reason, bend);
    }

    private static WebhookDelivery resigned(WebhookDelivery delivery, long secondsLater, String secret) {
        return WebhookDelivery.signed(delivery.id(), Instant.now().plusSeconds(secondsLater), delivery.text(), secret);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void faultyDelivery_isRefusedWithItsReasonAndHasNoEffect(
            String name, String reason, UnaryOperator<WebhookDelivery> bend) {
        bend.apply(revoked())
                .send()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("reason", equalTo(reason));
        session().statusCode(200);
    }

    @Test
    void tooLargeSignedDelivery_isRefusedBeforeItIsRead() {
        WebhookDelivery large = WebhookDelivery.of(
                "session.revoked", "{\"id\":\"" + sessionId + "\",\"padding\":\"" + " ".repeat(1_000_000) + "\"}");
        large.send().statusCode(413).contentType("application/problem+json").body("status", equalTo(413));
        session().statusCode(200);
    }

    @Test
    void tooLargeChunkedDelivery_isRefused() throws Exception {
        WebhookDelivery delivery = revoked();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/webhooks/clerk"))
                                .headers(
                                        "svix-id", delivery.id(),
                                        "svix-timestamp", delivery.timestamp(),
                                        "svix-signature", delivery.signature())
                                .POST(HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(new byte[1_000_000])))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(413, answer.statusCode());
    }

    @Test
    void signedDelivery_hasItsEffectAndIsAnsweredWithoutABody() {
        session().statusCode(200);
        assertEquals("", revoked().send().statusCode(204).extract().asString());
        session().statusCode(401).body("reason", equalTo("session-revoked"));
    }

    @Test
    void duplicateDelivery_isAcceptedWithoutASecondEffect() {
        String userId = ClerkUsers.newId();
        ClerkUsers.answer(userId, ClerkStub.json(ClerkUsers.json(userId)));
        WebhookDelivery changed = WebhookDelivery.of(
                "organizationMembership.updated",
                "{\"id\":\"orgmem_1\",\"public_user_data\":{\"user_id\":\"" + userId + "\"}}");
        me(userId);
        changed.send().statusCode(204);
        me(userId);
        assertEquals(2, ClerkUsers.calls(userId), "the first one makes the user be read anew");
        changed.send().statusCode(204);
        me(userId);
        assertEquals(2, ClerkUsers.calls(userId));
    }

    @Test
    void replayWithAnotherTimeOrId_isRefused() {
        WebhookDelivery genuine = revoked();
        genuine.withTimestamp(String.valueOf(Instant.now().getEpochSecond() + 60))
                .send()
                .statusCode(400)
                .body("reason", equalTo("webhook-signature-invalid"));
        genuine.withId("msg_" + UUID.randomUUID())
                .send()
                .statusCode(400)
                .body("reason", equalTo("webhook-signature-invalid"));
        session().statusCode(200);
    }

    @Test
    void refusedDelivery_isProcessedWhenRepeatedCorrectly() {
        WebhookDelivery genuine = revoked();
        genuine.withSignature("v1,AAAA").send().statusCode(400);
        genuine.send().statusCode(204);
        session().statusCode(401);
    }

    @Test
    void deliverySignedWithTheNextSecret_isAccepted() {
        resigned(revoked(), 0, WebhookDelivery.NEXT_SECRET).send().statusCode(204);
        session().statusCode(401);
    }

    @Test
    void sessionTokenInsteadOfASignature_isRefused() {
        given().auth()
                .oauth2(Claims.now().signedBy(ClerkStub.KEY))
                .body(revoked().body())
                .post("/webhooks/clerk")
                .then()
                .statusCode(400)
                .body("reason", equalTo("webhook-headers-missing"));
    }

    @Test
    void unknownEventType_isAcceptedWithoutEffect() {
        WebhookDelivery.of("sms.created", "{\"id\":\"sms_1\"}").send().statusCode(204);
    }

    @Test
    void otherMethods_areRefusedInJson() {
        given().get("/webhooks/clerk").then().statusCode(405).contentType(containsString("json"));
    }

    private ValidatableResponse session() {
        return given().auth()
                .oauth2(Claims.now().with("sid", sessionId).signedBy(ClerkStub.KEY))
                .get("/auth/session")
                .then();
    }

    private static void me(String userId) {
        given().auth().oauth2(ClerkUsers.token(userId)).get("/auth/me").then().statusCode(200);
    }
}
