package dev.clerkguard.testing;

import static io.restassured.RestAssured.given;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.restassured.response.ValidatableResponse;

/** A webhook as Svix sends it on behalf of Clerk, to be bent by a test. */
public record WebhookDelivery(String id, String timestamp, String signature, byte[] body) {
    public static final String SECRET = "whsec_" + base64("the signing secret of tests");
    /** Accepted as well, as while a secret is rotated. */
    public static final String NEXT_SECRET = "whsec_" + base64("the signing secret that is next");

    public static WebhookDelivery of(String type, String data) {
        long now = Instant.now().toEpochMilli();
        return signed("{\"type\":\"%s\",\"object\":\"event\",\"data\":%s,\"timestamp\":%d,\"instance_id\":\"ins_1\"}"
                .formatted(type, data, now));
    }

    public static WebhookDelivery signed(String body) {
        return signed("msg_" + UUID.randomUUID(), Instant.now(), body, SECRET);
    }

    public static WebhookDelivery signed(String id, Instant at, String body, String secret) {
        String timestamp = String.valueOf(at.getEpochSecond());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new WebhookDelivery(id, timestamp, "v1," + sign(secret, id + "." + timestamp + ".", bytes), bytes);
    }

    public WebhookDelivery withBody(String other) {
        return new WebhookDelivery(id, timestamp, signature, other.getBytes(StandardCharsets.UTF_8));
    }

    public WebhookDelivery withSignature(String other) {
        return new WebhookDelivery(id, timestamp, other, body);
    }

    public WebhookDelivery withTimestamp(String other) {
        return new WebhookDelivery(id, other, signature, body);
    }

    public WebhookDelivery withId(String other) {
        return new WebhookDelivery(other, timestamp, signature, body);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public ValidatableResponse send() {
        return send("");
    }

    /** @param base the service's address; empty for the one under test */
    public ValidatableResponse send(String base) {
        var request = given().contentType("application/json");
        request = id == null ? request : request.header("svix-id", id);
        request = timestamp == null ? request : request.header("svix-timestamp", timestamp);
        request = signature == null ? request : request.header("svix-signature", signature);
        return request.body(body).post(base + "/webhooks/clerk").then();
    }

    private static String sign(String secret, String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            mac.update(prefix.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
