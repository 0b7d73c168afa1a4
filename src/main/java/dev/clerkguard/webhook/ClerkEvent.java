package dev.clerkguard.webhook;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.webhook.DeliveryRefused.Why;

/**
 * Something that happened at Clerk (Clerk docs, "Webhooks overview").
 *
 * @param type what happened, such as {@code session.revoked}
 * @param data what it happened to, as the Backend API gives it; of what was deleted only the id
 * @param state which state of it this is: when it was changed last, or else when the event happened
 * @param happened when the event happened
 */
record ClerkEvent(String type, JsonNode data, Instant state, Instant happened) {
    /** @param signedAt stands in for the time where the event has none */
    static ClerkEvent read(ObjectMapper mapper, byte[] body, Instant signedAt) {
        JsonNode json;
        try {
            json = mapper.readTree(body);
        } catch (IOException e) {
            // The parser's message quotes the body, which is somebody's personal data.
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

    /** The id of what the event is about. */
    String id() {
        return text(data.path("id"));
    }

    /** A text that an event of this type always has. */
    static String text(JsonNode node) {
        if (!node.isTextual() || node.textValue().isEmpty()) {
            throw malformed("An id is missing in the event's data.");
        }
        return node.textValue();
    }

    static DeliveryRefused malformed(String detail) {
        return new DeliveryRefused(Why.MALFORMED, detail);
    }

    private static Optional<Instant> millis(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong()
                ? Optional.of(Instant.ofEpochMilli(node.longValue()))
                : Optional.empty();
    }
}
