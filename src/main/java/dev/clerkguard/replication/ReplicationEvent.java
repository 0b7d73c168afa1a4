package dev.clerkguard.replication;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * An event for the other replicas: a type, the id of what changed, and times and codes. It carries no personal data. This
 * package does not interpret it; the {@link ReplicationEventHandler} of the type does.
 *
 * @param values {@link String} or {@link Long} (milliseconds since 1970), by name
 */
public record ReplicationEvent(String type, String id, Map<String, Object> values) {
    private static final Pattern TYPE = Pattern.compile("[a-z_]{1,32}");
    /** Clerk's ids are a prefix and letters and digits; visible ASCII is enough to keep them out of trouble. */
    private static final Pattern ID = Pattern.compile("[!-~]{1,128}");

    private static final int MOST_VALUES = 8;
    private static final int LONGEST_TEXT = 64;
    /** The end of the year 9999. */
    private static final long LATEST_MILLIS = 253_402_300_799_999L;

    public ReplicationEvent {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    public static ReplicationEvent of(String type, String id) {
        return new ReplicationEvent(type, id, Map.of());
    }

    public ReplicationEvent with(String name, String value) {
        return withValue(name, value);
    }

    public ReplicationEvent with(String name, Instant time) {
        return withValue(name, time.toEpochMilli());
    }

    public ReplicationEvent with(String name, Optional<Instant> time) {
        return time.map(given -> with(name, given)).orElse(this);
    }

    private ReplicationEvent withValue(String name, Object value) {
        Map<String, Object> more = new TreeMap<>(values);
        more.put(name, value);
        return new ReplicationEvent(type, id, more);
    }

    public Optional<String> text(String name) {
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    public Optional<Instant> time(String name) {
        return values.get(name) instanceof Long millis ? Optional.of(Instant.ofEpochMilli(millis)) : Optional.empty();
    }

    String write() {
        JsonObject json = new JsonObject().put("type", type).put("id", id);
        values.forEach(json::put);
        return json.encode();
    }

    /** Empty unless the text is an event within the bounds. The caller limits the text's length. */
    static Optional<ReplicationEvent> read(String text) {
        Map<String, Object> members;
        try {
            members = new TreeMap<>(new JsonObject(text).getMap());
        } catch (DecodeException e) {
            return Optional.empty();
        }
        Object type = members.remove("type");
        Object id = members.remove("id");
        if (!(type instanceof String typeText) || !(id instanceof String idText)) {
            return Optional.empty();
        }
        members.replaceAll((name, value) -> value instanceof Integer number ? number.longValue() : value);
        boolean valid = TYPE.matcher(typeText).matches()
                && ID.matcher(idText).matches()
                && members.size() <= MOST_VALUES
                && members.values().stream().allMatch(ReplicationEvent::isValid);
        return valid ? Optional.of(new ReplicationEvent(typeText, idText, members)) : Optional.empty();
    }

    private static boolean isValid(Object value) {
        if (value instanceof Long millis) {
            return millis >= 0 && (millis <= LATEST_MILLIS || millis == LatestStates.FINAL.toEpochMilli());
        }
        return value instanceof String text && text.length() <= LONGEST_TEXT;
    }
}
