package dev.clerkguard.token;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the cache of verified and refused tokens. */
@ConfigMapping(prefix = "clerk.token-cache")
public interface TokenCacheConfig {
    /** Heap for verified tokens, kept until they expire: estimated from token and claims, about 3 kB for a usual one. */
    @WithDefault("64M")
    MemorySize maxWeight();

    /** Refused tokens that are cached, so that many requests with one bad token cost one verification; about 200 bytes each. */
    @WithDefault("10000")
    int maxRefused();
}
