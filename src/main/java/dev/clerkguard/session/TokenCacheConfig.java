package dev.clerkguard.session;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much is remembered of the tokens that came by. */
@ConfigMapping(prefix = "clerk.token-cache")
public interface TokenCacheConfig {
    /** Heap for verified tokens, kept until they expire: estimated from their claims, about 3.4 kB for a usual one. */
    @WithDefault("64M")
    MemorySize maximumWeight();

    /** Refused tokens kept, so that a flood of one bad token costs one verification; about 200 bytes each. */
    @WithDefault("10000")
    int maximumRefused();
}
