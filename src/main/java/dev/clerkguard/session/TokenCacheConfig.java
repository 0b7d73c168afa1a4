package dev.clerkguard.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many verified tokens are remembered. */
@ConfigMapping(prefix = "clerk.token-cache")
public interface TokenCacheConfig {
    /** Verified tokens kept until they expire; about 4 kB each. */
    @WithDefault("10000")
    int maximumSize();

    /** Refused tokens kept, so that a flood of one bad token costs one verification; about 200 bytes each. */
    @WithDefault("10000")
    int maximumRefused();
}
