package dev.clerkguard.clerk;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;

/** What Clerk said. An answer, even an unwelcome one, shows that Clerk is there; no answer is a {@link NoAnswer}. */
sealed interface Answer {
    record Body(JsonNode json) implements Answer {}

    /** 404 */
    record Missing() implements Answer {}

    /** 401 or 403 */
    record SecretKeyRefused() implements Answer {}

    /** 429, with how long Clerk wants to be left alone. */
    record Limited(Duration retryAfter) implements Answer {}

    /** Nothing usable came: no connection, no answer in time, a status that says so, or garbage. */
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

        /** Whether it was waited for in vain. */
        boolean late() {
            return late;
        }

        boolean worthRetrying() {
            return worthRetrying;
        }
    }
}
