package dev.clerkguard.session;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long and how many denials of revoked sessions, banned users and the like are kept. */
@ConfigMapping(prefix = "clerk.denials")
public interface DenialsConfig {
    /**
     * The longest lifetime of any token that Clerk makes for this service. A denial is kept for so long, and twice the clock
     * skew. Clerk's session tokens live for 60 s, those of a JWT template as long as the template says: set it to the
     * longest of them.
     */
    @WithDefault("1h")
    Duration tokenLifetime();

    /**
     * Denials kept at most, about 200 bytes each. One more, and all of them give way to a single one: every token issued
     * until then is refused, and the SPAs fetch new ones.
     */
    @WithDefault("100000")
    int maximum();
}
