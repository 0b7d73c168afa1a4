package dev.clerkguard.clerk;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;

/** A response of Clerk, which can be an error. When no usable response came, the call fails with {@link NoAnswer}. */
sealed interface BackendResponse {
    record Body(JsonNode json) implements BackendResponse {}

    /** 404 */
    record Missing() implements BackendResponse {}

    /**
     * 401 or 403
     *
     * @param lasting whether the next call with the same key would be refused as well
     */
    record SecretKeyRefused(boolean lasting) implements BackendResponse {}

    /** 429, with the time until the next call is allowed. */
    record Limited(Duration retryAfter) implements BackendResponse {}

    /**
     * 4xx: Clerk rejects the request itself. Clerk and the key work.
     *
     * @param code Clerk's code; empty when there is none
     */
    record Rejected(int status, String code) implements BackendResponse {}

    /** A status that neither decides the call nor means that Clerk is down. */
    record Undecided(int status) implements BackendResponse {}

    /** No usable response: no connection, a time-out, a status that says so, or an unusable body. */
    final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean worthRetrying;
        private final boolean late;

        NoAnswer(String message, boolean worthRetrying) {
            this(message, worthRetrying, false);
        }

        NoAnswer(String message, boolean worthRetrying, boolean late) {
            super(message, null, false, false);
            this.worthRetrying = worthRetrying;
            this.late = late;
        }

        /** Whether the call timed out. */
        boolean late() {
            return late;
        }

        boolean worthRetrying() {
            return worthRetrying;
        }
    }
}
