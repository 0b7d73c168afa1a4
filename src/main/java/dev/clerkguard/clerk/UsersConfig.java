package dev.clerkguard.clerk;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** For how long users are remembered. */
@ConfigMapping(prefix = "clerk.users")
public interface UsersConfig {
    /** For how long a user is served without asking Clerk again. */
    @WithDefault("60s")
    Duration freshFor();

    /** For how long after that a user is still served while Clerk fails or limits us; such an answer is marked. */
    @WithDefault("10m")
    Duration staleFor();

    /** A user asked for at this age is read again in the background, so that nobody waits for it. */
    @WithDefault("45s")
    Duration refreshAfter();

    /** For how long it is remembered that Clerk does not know a user. */
    @WithDefault("10s")
    Duration unknownFor();

    /** Memory for all users together, in bytes of their JSON. A user has about 3 kB. */
    @WithDefault("67108864")
    long maximumBytes();
}
