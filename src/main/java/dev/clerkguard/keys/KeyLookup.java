package dev.clerkguard.keys;

import java.security.interfaces.RSAPublicKey;
import java.time.Duration;

/** What is known now about the key that a token names. */
public sealed interface KeyLookup {
    record Found(RSAPublicKey key) implements KeyLookup {}

    /** Keys are loaded, and none has this id. */
    record Unknown() implements KeyLookup {}

    /**
     * No keys are there at all, so nothing can be said about any token.
     *
     * @param retryAfter when the next fetch may have brought them
     */
    record NotLoaded(KeysUnavailableException why, Duration retryAfter) implements KeyLookup {}
}
