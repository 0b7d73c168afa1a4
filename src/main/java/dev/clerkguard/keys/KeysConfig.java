package dev.clerkguard.keys;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When the signing keys are fetched, and how long they are trusted. */
@ConfigMapping(prefix = "clerk.keys")
public interface KeysConfig {
    /** Age at which the keys are fetched again, ahead of need; up to a tenth of it earlier, so that replicas differ. */
    @WithDefault("5m")
    Duration refreshInterval();

    /**
     * For how long keys are used while Clerk cannot be reached. After it nobody can be authenticated: 503. Longer than
     * {@link #refreshInterval}.
     */
    @WithDefault("24h")
    Duration maxAge();

    /** The shortest time between two fetches that tokens with an unknown key id, or without any key loaded, cause. */
    @WithDefault("5s")
    Duration cooldown();

    /** For how long a key id that Clerk did not know causes no further fetch. */
    @WithDefault("30s")
    Duration unknownKeyIdMemory();

    /** Time for one fetch, from connecting to the last byte. */
    @WithDefault("2s")
    Duration timeout();

    /** Bytes of a JWKS that are read; more is treated as garbage. Clerk's has about 1 kB. */
    @WithDefault("262144")
    int maxBytes();

    /** Requests that may wait for one fetch; further ones are answered at once with what is known. */
    @WithDefault("1000")
    int maxWaiting();
}
