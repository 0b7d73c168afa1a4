package dev.clerkguard.problem;

import java.time.Duration;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;

import org.jboss.logging.Logger;

/** Turns problems into responses: status, body, and the headers that go with a refusal. */
final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

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

    static RefusedException noIdentity() {
        return new RefusedException(Reason.SESSION_TOKEN_MISSING, "This needs a signed-in user, and there is none.");
    }

    static RefusedException notAuthenticated() {
        return new RefusedException(Reason.TOKEN_VERIFICATION_FAILED, "The request could not be authenticated.");
    }

    static RefusedException forbidden() {
        return new RefusedException(Reason.FORBIDDEN, "The signed-in user may not do this.");
    }

    static Response unexpected(Throwable failure) {
        LOG.error("A request failed unexpectedly", failure);
        return response(Problem.ofStatus(500, "Something went wrong here. It has been logged."));
    }

    /** Where nothing but a status is known. */
    static Response ofStatus(int status) {
        return response(Problem.ofStatus(
                status,
                switch (status) {
                    case 400 -> "The request could not be read.";
                    case 404 -> "There is nothing at this address.";
                    case 405 -> "This address does not answer to that method; OPTIONS lists those that it does.";
                    case 406 -> "None of the media types in the Accept header can be produced here.";
                    case 413 -> "The body is larger than is accepted here.";
                    case 415 -> "The body's media type is not understood here.";
                    default -> "The request could not be answered.";
                }));
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
