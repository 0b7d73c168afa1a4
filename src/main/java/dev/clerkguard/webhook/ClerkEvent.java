package dev.clerkguard.webhook;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.webhook.DeliveryRejectedException.Why;

/**
 * An event at Clerk (Clerk docs, "Webhooks overview").
 *
 * @param type such as {@code session.revoked}
 * @param data the object of the event in the form of the Backend API; only the id of a deleted object
 * @param state the time of the object's last change, else the time of the event
 * @param happened the time of the event
 */
record ClerkEvent(String type, JsonNode data, Instant state, Instant happened) {
    /** @param signedAt the time of an event that has none */
    static ClerkEvent read(ObjectMapper mapper, byte[] body, Instant signedAt) {
        JsonNode json;
        try {
            json = mapper.readTree(body);
        } catch (IOException e) {
            // The parser's message quotes the body, which contains personal data.
            throw malformed("The body is not JSON.");
        }
        if (!json.path("type").isTextual() || !json.path("data").isObject()) {
            throw malformed("An event has a type and data.");
        }
        JsonNode data = json.path("data");
        Instant happened = millis(json.path("timestamp")).orElse(signedAt);
        Instant state = millis(data.path("updated_at")).orElse(happened);
        return new ClerkEvent(json.path("type").textValue(), data, state, happened);
    }

    /** The id of the event's object. */
    String id() {
        return text(data.path("id"));
    }

    /** A text that every event of the type has. */
    static String text(JsonNode node) {
        if (!node.isTextual() || node.textValue().isEmpty()) {
            throw malformed("An id is missing in the event's data.");
        }
        return node.textValue();
    }

    static DeliveryRejectedException malformed(String detail) {
        return new DeliveryRejectedException(Why.MALFORMED, detail);
    }

    private static Optional<Instant> millis(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong()
                ? Optional.of(Instant.ofEpochMilli(node.longValue()))
                : Optional.empty();
    }
}
