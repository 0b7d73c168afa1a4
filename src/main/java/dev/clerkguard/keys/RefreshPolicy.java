package dev.clerkguard.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Decides when the JWKS is fetched: by age, for a request, after a failure, and not before a Retry-After is over. */
final class RefreshPolicy {
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

    private final JwksConfig config;
    private final Clock clock;

    RefreshPolicy(JwksConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Whether a background fetch is due. */
    boolean isDue(JwksCacheState now) {
        return clockWasSetBack(now) || reached(now.nextFetch());
    }

    /** Whether a request may cause a fetch: at most one per cooldown. */
    boolean mayBeCaused(JwksCacheState now) {
        return (clockWasSetBack(now) || reached(cooldownEnd(now))) && allows(now);
    }

    /** Whether the endpoint allows a request now. */
    boolean allows(JwksCacheState now) {
        return clockWasSetBack(now) || reached(now.notBefore());
    }

    /** The refresh interval, minus up to a tenth at random, so that replicas do not fetch at the same time. */
    Instant nextAfterSuccess(Instant now) {
        Duration jitter = longestDelay().multipliedBy(randomPercent()).dividedBy(100);
        return now.plus(config.refreshInterval()).minus(jitter);
    }

    /**
     * Exponential back-off with jitter, from one second up to a tenth of the refresh interval.
     *
     * @param failures consecutive failures before this one
     */
    Instant nextAfterFailure(Instant now, int failures) {
        Duration doubled = FIRST_DELAY.multipliedBy(1L << Math.min(failures, 10));
        Duration bounded = doubled.compareTo(longestDelay()) > 0 ? longestDelay() : doubled;
        return now.plus(bounded.minus(bounded.multipliedBy(randomPercent()).dividedBy(400)));
    }

    /**
     * The end of the endpoint's Retry-After. It is cut so that the keys in use can be confirmed before they expire, and,
     * without any keys, to the longest delay between two failures.
     */
    Instant notBefore(JwksCacheState old, KeysUnavailableException why, Instant now) {
        Instant asked = why.retryAfter().map(now::plus).orElse(Instant.EPOCH);
        Instant latest = old.loadedAt()
                .map(at -> at.plus(config.maxAge()).minus(config.timeout()))
                .filter(now::isBefore)
                .orElseGet(() -> now.plus(longestDelay()));
        return latest.isBefore(asked) ? latest : asked;
    }

    /**
     * The time until a background fetch, or until a request may cause one; the value of Retry-After for clients. At least
     * one second, so that clients do not repeat their request at once.
     */
    Duration untilNextFetch(JwksCacheState now) {
        Instant planned = now.nextFetch().isBefore(cooldownEnd(now)) ? now.nextFetch() : cooldownEnd(now);
        Instant next = planned.isBefore(now.notBefore()) ? now.notBefore() : planned;
        Duration left = Duration.between(clock.instant(), next);
        return left.compareTo(FIRST_DELAY) < 0 ? FIRST_DELAY : left;
    }

    private Instant cooldownEnd(JwksCacheState now) {
        return now.attemptedAt().plus(config.cooldown());
    }

    private boolean reached(Instant instant) {
        return !clock.instant().isBefore(instant);
    }

    /** After the clock was set back, the stored times can be hours in the future. */
    private boolean clockWasSetBack(JwksCacheState now) {
        return clock.instant().isBefore(now.attemptedAt());
    }

    private Duration longestDelay() {
        return config.refreshInterval().dividedBy(10);
    }

    private static int randomPercent() {
        return ThreadLocalRandom.current().nextInt(100);
    }
}
