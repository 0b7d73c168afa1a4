package dev.clerkguard.problem;

import java.time.Duration;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;

/** Turns problems into responses: status, body, and the headers that go with a refusal. */
final class Problems {
    private Problems() {}

    static Response response(RefusedException refusal) {
        Reason reason = refusal.reason();
        ResponseBuilder response = plain(Problem.of(reason, refusal.detail()).with(refusal.members()))
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge(reason))
                .header(
                        "x-clerk-auth-status",
                        reason.outcome() == Reason.Outcome.NOT_ALLOWED ? "signed-in" : "signed-out")
                .header("x-clerk-auth-reason", reason.code())
                .header("x-clerk-auth-message", headerValue(refusal.detail()));
        refusal.retryAfter().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, wholeSeconds(wait)));
        return response.build();
    }

    static Response response(Problem problem) {
        return plain(problem).build();
    }

    private static ResponseBuilder plain(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                // Whether somebody may pass is true for one request only.
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem.toJson());
    }

    /** RFC 6750, section 3: without a token there is no error to name. */
    static String challenge(Reason reason) {
        return switch (reason.outcome()) {
            case NOT_AUTHENTICATED ->
                reason == Reason.SESSION_TOKEN_MISSING
                        ? "Bearer"
                        : "Bearer error=\"invalid_token\", error_description=\"" + reason.title() + "\"";
            case NOT_ALLOWED -> "Bearer error=\"insufficient_scope\"";
            case CANNOT_BE_KNOWN -> "Bearer";
        };
    }

    /**
     * Printable ASCII (RFC 9110, section 5.5). With a control character the HTTP server would refuse to write the
     * header, and the caller would wait for an answer that never comes.
     */
    private static String headerValue(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    private static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
