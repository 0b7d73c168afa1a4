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

    /** For how long a caller whose user is remembered, but no longer fresh, waits for Clerk before he is served as stale. */
    @WithDefault("300ms")
    Duration waitWhenStale();

    /** A user asked for at this age is read again in the background, so that nobody waits for it. */
    @WithDefault("45s")
    Duration refreshAfter();

    /** For how long it is remembered that Clerk does not know a user. */
    @WithDefault("10s")
    Duration unknownFor();

    /** Callers that may wait for users at once; further ones get what is remembered, or are refused. */
    @WithDefault("1000")
    int maxWaiting();

    /** Heap for all users together, in bytes: estimated from their JSON, about 7 kB for a usual one. */
    @WithDefault("67108864")
    long maximumBytes();
}
