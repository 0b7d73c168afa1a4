package dev.clerkguard.clerk;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A user's metadata as text: an object with whatever members somebody chose to store at Clerk. */
final class MetadataJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private MetadataJson() {}

    /** An object without members for anything that is no object. */
    static String write(JsonNode metadata) {
        return metadata.isObject() ? metadata.toString() : "{}";
    }

    /** What {@link #write} gave. */
    static ObjectNode read(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
