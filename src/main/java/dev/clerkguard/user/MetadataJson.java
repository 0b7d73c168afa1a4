package dev.clerkguard.user;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Metadata of a user or an organisation as JSON text: an object with arbitrary members. */
public final class MetadataJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private MetadataJson() {}

    /** An object without members for anything that is no object. */
    public static String write(JsonNode metadata) {
        return metadata.isObject() ? metadata.toString() : "{}";
    }

    /** What {@link #write} gave. */
    public static ObjectNode read(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
