package dev.clerkguard.problem;

import java.util.Locale;
import java.util.Map;

import jakarta.ws.rs.core.Response.Status;

import io.vertx.core.json.JsonObject;

/**
 * The body of every answer that is not a success, as in RFC 9457 (Problem Details for HTTP APIs).
 *
 * @param type the address of the section about the reason, in docs/reasons.md
 * @param title one sentence, the same for every problem of this type
 * @param status the HTTP status, repeated
 * @param detail one sentence about this case; never contains the token or a secret
 * @param reason the machine-readable word: a {@link Reason}'s code, or the status's name where no token is involved
 * @param members extension members (RFC 9457, section 3.2), such as the missing permission
 */
public record Problem(
        String type, String title, int status, String detail, String reason, Map<String, Object> members) {
    public static final String MEDIA_TYPE = "application/problem+json";

    private static volatile String documentation = ProblemConfig.DOCUMENTATION;

    /** @param page the address of the page whose sections explain the reasons, without a fragment */
    static void documentedAt(String page) {
        documentation = page;
    }

    private static String type(String reason) {
        return documentation + "#" + reason;
    }

    public static Problem of(Reason reason, String detail) {
        return new Problem(type(reason.code()), reason.title(), reason.status(), detail, reason.code(), Map.of());
    }

    Problem with(Map<String, Object> more) {
        return new Problem(type, title, status, detail, reason, more);
    }

    /** A problem without a {@link Reason}: not found, method not allowed, an unreadable body. */
    public static Problem ofStatus(int status, String detail) {
        Status known = Status.fromStatusCode(status);
        String title = known == null ? "HTTP status " + status : known.getReasonPhrase();
        String reason = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        return new Problem(type(reason), title, status, detail, reason, Map.of());
    }

    /** A problem with a reason that is not about tokens. */
    public static Problem of(int status, String reason, String title, String detail) {
        return new Problem(type(reason), title, status, detail, reason, Map.of());
    }

    /** This problem as JSON. Written member by member, so that a native image needs no reflection for it. */
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
