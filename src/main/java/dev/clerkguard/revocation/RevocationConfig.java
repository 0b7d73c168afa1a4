package dev.clerkguard.revocation;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.clerkguard.setting.Positive;

/** How long and how many denials of revoked sessions, banned users and the like are kept. */
@ConfigMapping(prefix = "clerk.denials")
public interface RevocationConfig {
    /**
     * The longest lifetime of a token. Tokens that live longer are refused (token-lifetime-too-long). A revocation is kept
     * for this time and twice the clock skew, so that no token outlives its revocation. Clerk's session tokens live for
     * 60 s, those of a JWT template as long as the template says: set it to the longest of them.
     */
    @Positive
    @WithDefault("1h")
    Duration tokenLifetime();

    /**
     * Denials kept at most, about 200 bytes each. One more, and all of them give way to a single one: every token issued
     * until then is refused, and the SPAs fetch new ones.
     */
    @Positive
    @WithDefault("100000")
    int maxEntries();
}
