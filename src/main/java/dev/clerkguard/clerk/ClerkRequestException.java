package dev.clerkguard.clerk;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import dev.clerkguard.problem.Problem;
import dev.clerkguard.problem.Problems;

/**
 * Clerk rejected a call of a resource, for example because an e-mail address is not valid. A resource that does not catch it
 * answers with 404, 409 or 400; the answer does not contain Clerk's text.
 */
public final class ClerkRequestException extends WebApplicationException {
    private static final long serialVersionUID = 1L;

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final int status;
    private final String code;

    /**
     * @param status of Clerk's answer
     * @param code Clerk's code; empty when there is none
     */
    public ClerkRequestException(int status, String code) {
        super("Clerk rejected the request: " + status + " " + code, null, answer(status));
        this.status = status;
        this.code = code;
    }

    private static Response answer(int status) {
        return switch (status) {
            case NOT_FOUND -> Problems.response(Problem.ofStatus(NOT_FOUND, "Clerk does not know this."));
            case CONFLICT -> Problems.response(Problem.ofStatus(CONFLICT, "Clerk has something else in this place."));
            default -> Problems.response(Problem.ofStatus(BAD_REQUEST, "Clerk rejected the request."));
        };
    }

    /** The status of Clerk's answer, for example 422. */
    public int clerkStatus() {
        return status;
    }

    /** Clerk's code of the first error, for example {@code form_identifier_exists}; empty when there is none. */
    public String code() {
        return code;
    }

    /** Whether what the call names does not exist. */
    public boolean isNotFound() {
        return status == NOT_FOUND;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
