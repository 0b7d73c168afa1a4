package dev.clerkguard.user;

import java.time.Clock;
import java.time.Duration;

/** How old a cached user may be: served at once, read again in the background, or served only while Clerk gives no answer. */
final class UserFreshness {
    private final Clock clock;
    // In milliseconds. Durations are compared with every request.
    private final long ttl;
    private final long negativeTtl;
    private final long refreshAfter;
    private final long staleUntil;

    UserFreshness(UserCacheConfig config, Clock clock) {
        this.clock = clock;
        this.ttl = config.ttl().toMillis();
        this.negativeTtl = config.negativeTtl().toMillis();
        this.refreshAfter = config.refreshAfter().toMillis();
        this.staleUntil = keptFor(config).toMillis();
    }

    /** Time after which a user is not even served stale. */
    static Duration keptFor(UserCacheConfig config) {
        return config.ttl().plus(config.staleIfError());
    }

    /** In milliseconds. */
    long age(CachedUser cached) {
        return clock.millis() - cached.readAt();
    }

    /** @param age in milliseconds */
    boolean isFresh(CachedUser cached, long age) {
        // The age is negative after the clock was set back: then the real age is unknown.
        return age >= 0 && age < (cached.user().isPresent() ? ttl : negativeTtl);
    }

    /** @param age in milliseconds */
    boolean isDueForRefresh(CachedUser cached, long age) {
        return cached.user().isPresent() && age >= refreshAfter;
    }

    /** @param cached may be null */
    boolean canBeServedStale(CachedUser cached) {
        return cached != null && cached.user().isPresent() && age(cached) < staleUntil;
    }
}
