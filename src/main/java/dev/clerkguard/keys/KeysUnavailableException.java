package dev.clerkguard.keys;

import java.time.Duration;
import java.util.Optional;

/**
 * The signing keys could not be had from where they should come from. The message says why, in one sentence that may be
 * logged and sent to a caller.
 */
public final class KeysUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong, as Clerk's SDKs tell it apart. */
    public enum Cause {
        /** No answer, or a status other than 200. */
        NOT_REACHABLE,
        /** An answer that is no JWKS. */
        NOT_A_JWKS,
        /** A JWKS without a single RSA key that could verify a session token. */
        NO_USABLE_KEY
    }

    private final Cause why;
    private final transient Duration retryAfter;

    public KeysUnavailableException(Cause why, String message) {
        this(why, message, null);
    }

    /** @param retryAfter how long the endpoint wants to be left alone; null when it did not say */
    KeysUnavailableException(Cause why, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.why = why;
        this.retryAfter = retryAfter;
    }

    public Cause why() {
        return why;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
