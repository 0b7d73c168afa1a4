package dev.clerkguard.keys;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.clerkguard.setting.Positive;

/** When the JWKS is fetched, and how long its keys are trusted. */
@ConfigMapping(prefix = "clerk.keys")
public interface JwksConfig {
    /** Age at which the keys are fetched again in the background. Up to a tenth earlier, so that replicas differ. */
    @Positive
    @WithDefault("5m")
    Duration refreshInterval();

    /**
     * Time for which keys are used while Clerk cannot be reached. After it every request with a token is answered with 503.
     * Must be longer than {@link #refreshInterval}.
     */
    @WithDefault("24h")
    Duration maxAge();

    /** The shortest time between two fetches that tokens with an unknown key id, or without any key loaded, cause. */
    @WithDefault("5s")
    Duration cooldown();

    /** Time for which a key id that the JWKS does not have causes no further fetch. */
    @WithDefault("30s")
    Duration unknownKidTtl();

    /** Time for one fetch, from connecting to the last byte. */
    @Positive
    @WithDefault("2s")
    Duration timeout();

    /** Largest JWKS that is read; a larger one counts as invalid. Clerk's has about 1 kB. */
    @Positive
    @WithDefault("256K")
    MemorySize maxBytes();

    /** Requests that may wait for one fetch; further ones are answered at once with what is known. */
    @WithDefault("1000")
    int maxWaiting();
}
