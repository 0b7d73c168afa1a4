package dev.clerkguard.keys;

import java.security.interfaces.RSAPublicKey;
import java.time.Duration;

/** The result of looking up the key that a token names in its {@code kid}. */
public sealed interface KeyLookup {
    record Found(RSAPublicKey key) implements KeyLookup {}

    /** Keys are loaded, and none of them has this id. */
    record Unknown() implements KeyLookup {}

    /**
     * No keys are loaded, so no token can be verified.
     *
     * @param retryAfter the time until the next fetch
     */
    record NotLoaded(KeysUnavailableException why, Duration retryAfter) implements KeyLookup {}
}
