package dev.clerkguard.problem;

import java.util.Locale;
import java.util.Map;

import jakarta.ws.rs.core.Response.Status;

import io.vertx.core.json.JsonObject;

/**
 * The body of every answer that is not a success, as in RFC 9457 (Problem Details for HTTP APIs).
 *
 * @param type a URN that names the reason
 * @param title one sentence, the same for every problem of this type
 * @param status the HTTP status, repeated
 * @param detail one sentence about this case; never contains the token or a secret
 * @param reason the machine-readable word: a {@link Reason}'s code, or the status's name where no token is involved
 * @param members what this problem says besides, such as what was missing
 */
public record Problem(
        String type, String title, int status, String detail, String reason, Map<String, Object> members) {
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:problem-type:clerk-guard:";

    public static Problem of(Reason reason, String detail) {
        return new Problem(
                TYPE_PREFIX + reason.code(), reason.title(), reason.status(), detail, reason.code(), Map.of());
    }

    Problem with(Map<String, Object> more) {
        return new Problem(type, title, status, detail, reason, more);
    }

    /** A problem that has nothing to do with tokens: not found, method not allowed, a body that cannot be read. */
    public static Problem ofStatus(int status, String detail) {
        Status known = Status.fromStatusCode(status);
        String title = known == null ? "HTTP status " + status : known.getReasonPhrase();
        String reason = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        return new Problem(TYPE_PREFIX + reason, title, status, detail, reason, Map.of());
    }

    /** A problem that has a reason of its own, and nothing to do with tokens. */
    public static Problem of(int status, String reason, String title, String detail) {
        return new Problem(TYPE_PREFIX + reason, title, status, detail, reason, Map.of());
    }

    /** This problem as JSON. Written member by member: nothing to register for reflection in a native image. */
    public String toJson() {
        JsonObject json = new JsonObject()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("reason", reason);
        members.forEach(json::put);
        return json.encode();
    }
}
