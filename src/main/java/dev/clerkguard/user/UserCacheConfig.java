package dev.clerkguard.user;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.clerkguard.setting.Positive;

/** How long users are cached, and how much heap the cache may use. */
@ConfigMapping(prefix = "clerk.users")
public interface UserCacheConfig {
    /** Time for which a user is served from the cache without a call of the Backend API. */
    @Positive
    @WithDefault("60s")
    Duration ttl();

    /**
     * Time after {@link #ttl} for which a user is still served while Clerk fails or limits this service (RFC 5861,
     * stale-if-error). Such an answer is marked with Age and Warning.
     */
    @WithDefault("10m")
    Duration staleIfError();

    /** Time that a caller waits for Clerk when an expired user is in the cache; then the expired user is served. */
    @WithDefault("300ms")
    Duration staleTimeout();

    /** Age at which a user that is requested is read again in the background, so that no caller waits. */
    @WithDefault("45s")
    Duration refreshAfter();

    /** Time for which the cache keeps that Clerk does not know a user id. */
    @WithDefault("10s")
    Duration negativeTtl();

    /** Callers that may wait for users at the same time; further ones get an expired user or 503. */
    @Positive
    @WithDefault("1000")
    int maxWaiting();

    /** Heap for all cached users, estimated from their JSON. A usual user needs about 2.4 kB. */
    @WithDefault("64M")
    MemorySize maxWeight();
}
