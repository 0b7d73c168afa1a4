package dev.clerkguard.problem;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;

import org.jboss.logging.Logger;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;

/** Builds responses from problems: status, body and the headers of a refusal. */
public final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    private Problems() {}

    public static Response response(RefusedException refusal) {
        return response(refusal, Map.of());
    }

    /** @param challenge further parameters of {@code WWW-Authenticate}, which depend on the resource */
    static Response response(RefusedException refusal, Map<String, String> challenge) {
        Reason reason = refusal.reason();
        ResponseBuilder response = plain(Problem.of(reason, refusal.detail()).with(refusal.members()))
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge(refusal, challenge))
                .header(
                        "x-clerk-auth-status",
                        reason.outcome() == Reason.Outcome.FORBIDDEN ? "signed-in" : "signed-out")
                .header("x-clerk-auth-reason", reason.code())
                .header("x-clerk-auth-message", headerValue(refusal.detail()));
        refusal.retryAfter().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(wait)));
        return response.build();
    }

    public static Response response(Problem problem) {
        return plain(problem).build();
    }

    public static RefusedException noIdentity() {
        return new RefusedException(Reason.SESSION_TOKEN_MISSING, "This endpoint needs a signed-in user.");
    }

    public static RefusedException notAuthenticated() {
        return new RefusedException(Reason.TOKEN_VERIFICATION_FAILED, "The request could not be authenticated.");
    }

    public static RefusedException forbidden() {
        return new RefusedException(Reason.FORBIDDEN, "The signed-in user may not do this.");
    }

    /** The refusal that a failed authentication or authorization means; empty for other failures. */
    public static Optional<RefusedException> refusal(Throwable failure) {
        if (failure instanceof RefusedException refusal) {
            return Optional.of(refusal);
        }
        if (failure instanceof UnauthorizedException) {
            return Optional.of(noIdentity());
        }
        if (failure instanceof AuthenticationFailedException) {
            return Optional.of(notAuthenticated());
        }
        return failure instanceof ForbiddenException ? Optional.of(forbidden()) : Optional.empty();
    }

    /** The response of a resource or of Quarkus REST; an error without a body gets one, and keeps its headers. */
    public static Response complete(Response response) {
        if (response.hasEntity() || response.getStatus() < 400) {
            return response;
        }
        return Response.fromResponse(response)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .type(Problem.MEDIA_TYPE)
                .entity(ofStatus(response.getStatus()).getEntity())
                .build();
    }

    public static Response unexpected(Throwable failure) {
        LOG.error("A request failed unexpectedly", failure);
        return response(Problem.ofStatus(500, "An unexpected error occurred. The service has logged it."));
    }

    /** A problem of which only the status is known. */
    public static Response ofStatus(int status) {
        return response(Problem.ofStatus(
                status,
                switch (status) {
                    case 400 -> "The request could not be read.";
                    case 404 -> "There is nothing at this address.";
                    case 405 ->
                        "This address does not answer to that method; the Allow header lists those that it does.";
                    case 406 -> "None of the media types in the Accept header can be produced here.";
                    case 413 -> "The body is larger than is accepted here.";
                    case 415 -> "The body's media type is not understood here.";
                    default -> "The request could not be answered.";
                }));
    }

    private static ResponseBuilder plain(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                // A decision is valid for one request only.
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem.toJson());
    }

    private static String challenge(RefusedException refusal, Map<String, String> ofResource) {
        String parameters = Stream.of(refusal.challenge(), ofResource)
                .flatMap(some -> some.entrySet().stream())
                .map(one -> one.getKey() + "=\"" + one.getValue() + "\"")
                .collect(Collectors.joining(", "));
        String challenge = challenge(refusal.reason());
        if (parameters.isEmpty() || refusal.reason().outcome() == Reason.Outcome.UNAVAILABLE) {
            return challenge;
        }
        return challenge + (challenge.indexOf(' ') < 0 ? " " : ", ") + parameters;
    }

    /** RFC 6750, section 3: without a token there is no error to name. */
    private static String challenge(Reason reason) {
        return switch (reason.outcome()) {
            case UNAUTHENTICATED ->
                reason == Reason.SESSION_TOKEN_MISSING
                        ? "Bearer"
                        : "Bearer error=\"invalid_token\", error_description=\"" + reason.title() + "\"";
            case FORBIDDEN -> "Bearer error=\"insufficient_scope\"";
            case UNAVAILABLE -> "Bearer";
        };
    }

    /**
     * Replaces everything but printable ASCII (RFC 9110, section 5.5). The HTTP server refuses to write a header with a
     * control character, and the caller would get no answer.
     */
    private static String headerValue(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}
