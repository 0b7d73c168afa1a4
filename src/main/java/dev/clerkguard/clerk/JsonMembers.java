package dev.clerkguard.clerk;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads members of Clerk's JSON. A member that is missing, null or of another shape than expected reads as absent, because
 * Clerk extends its API.
 */
public final class JsonMembers {
    private JsonMembers() {}

    /** A text that is not empty. */
    public static Optional<String> text(JsonNode json, String name) {
        return Optional.ofNullable(json.path(name).textValue()).filter(text -> !text.isEmpty());
    }

    /** False when absent. */
    public static boolean is(JsonNode json, String name) {
        return json.path(name).asBoolean(false);
    }

    public static Optional<Integer> number(JsonNode json, String name) {
        JsonNode number = json.path(name);
        return number.isIntegralNumber() && number.canConvertToInt()
                ? Optional.of(number.intValue())
                : Optional.empty();
    }

    /** A time in milliseconds since 1970. */
    public static Optional<Instant> time(JsonNode json, String name) {
        JsonNode millis = json.path(name);
        return millis.isIntegralNumber() && millis.canConvertToLong()
                ? Optional.of(Instant.ofEpochMilli(millis.longValue()))
                : Optional.empty();
    }

    /** The elements of an array; none when it is no array. */
    public static Stream<JsonNode> elements(JsonNode list) {
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false) : Stream.empty();
    }
}
