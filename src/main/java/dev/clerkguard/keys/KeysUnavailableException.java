package dev.clerkguard.keys;

import java.time.Duration;
import java.util.Optional;

/** No signing keys could be loaded. The message is one sentence without secrets: it is logged and sent to clients. */
public final class KeysUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The kinds of failure that Clerk's SDKs distinguish. */
    public enum Cause {
        /** No response, or a status other than 200. */
        NOT_REACHABLE,
        /** A response that is not a JWKS. */
        NOT_A_JWKS,
        /** A JWKS without an RSA key that can verify a session token. */
        NO_USABLE_KEY
    }

    private final Cause why;
    private final transient Duration retryAfter;

    public KeysUnavailableException(Cause why, String message) {
        this(why, message, Optional.empty());
    }

    /** @param retryAfter the time for which the endpoint asked for no further request */
    KeysUnavailableException(Cause why, String message, Optional<Duration> retryAfter) {
        super(message, null, false, false);
        this.why = why;
        this.retryAfter = retryAfter.orElse(null);
    }

    public Cause why() {
        return why;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
