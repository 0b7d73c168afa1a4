package dev.clerkguard.standin;

import java.util.Optional;

import jakarta.ws.rs.WebApplicationException;

/** A refusal in the form of Clerk's APIs. */
final class ClerkException extends WebApplicationException {
    private static final long serialVersionUID = 1L;

    ClerkException(int status, String code, String message) {
        super(ClerkJson.error(status, code, message));
    }

    /** @param field of the form, under which Clerk's components show the message */
    ClerkException(int status, String code, String message, String field) {
        super(ClerkJson.error(status, code, message, Optional.of(field)));
    }

    /** Makes clerk-js load the client again, and sign out when its session is gone. */
    static ClerkException signedOut() {
        return new ClerkException(401, "authentication_invalid", "The session is over.");
    }

    /** For an attempt at a factor whose verification was not started, or is not due yet. */
    static ClerkException verificationMissing() {
        return new ClerkException(400, "verification_missing", "No verification of this factor is under way.");
    }

    static ClerkException invalidTicket() {
        return new ClerkException(
                400, "ticket_invalid_code", "The ticket was used, was revoked, has expired or does not exist.");
    }

    static ClerkException notFound() {
        return new ClerkException(404, "resource_not_found", "not found");
    }
}
