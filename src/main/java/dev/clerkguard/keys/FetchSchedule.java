package dev.clerkguard.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** When the keys are fetched: by their age, by a request, after a failure, and as the endpoint wants it. */
final class FetchSchedule {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    private final KeysConfig config;
    private final Clock clock;

    FetchSchedule(KeysConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Whether the keys' age, or the last failure, says that it is time. */
    boolean isDue(KeyRingState now) {
        return clockWasPutBack(now) || reached(now.nextFetch());
    }

    /** Whether a request may cause a fetch. */
    boolean mayBeCaused(KeyRingState now) {
        return (clockWasPutBack(now) || reached(cooledDown(now))) && allows(now);
    }

    /** Whether the endpoint may be asked. */
    boolean allows(KeyRingState now) {
        return clockWasPutBack(now) || reached(now.notBefore());
    }

    /** Up to a tenth earlier than the keys' age wants it, so that replicas do not fetch together. */
    Instant nextAfterSuccess(Instant now) {
        Duration jitter = slowestRetry().multipliedBy(randomPercent()).dividedBy(100);
        return now.plus(config.refreshInterval()).minus(jitter);
    }

    /** @param failures in a row, before this one */
    Instant nextAfterFailure(Instant now, int failures) {
        Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(failures, 10));
        Duration bounded = doubled.compareTo(slowestRetry()) > 0 ? slowestRetry() : doubled;
        return now.plus(bounded.minus(bounded.multipliedBy(randomPercent()).dividedBy(400)));
    }

    /**
     * As the endpoint asked, but never so long that the keys in use could not be confirmed before their end; and without
     * any in use not longer than between two failures, since all depends on it.
     */
    Instant notBefore(KeyRingState old, KeysUnavailableException why, Instant now) {
        Instant asked = why.retryAfter().map(now::plus).orElse(Instant.EPOCH);
        Instant latest = old.loadedAt()
                .map(at -> at.plus(config.maxAge()).minus(config.timeout()))
                .filter(now::isBefore)
                .orElseGet(() -> now.plus(slowestRetry()));
        return latest.isBefore(asked) ? latest : asked;
    }

    /**
     * Until the background fetches, or a caller who comes back may cause it. At least a second, so that he does not come
     * back at once.
     */
    Duration untilNextFetch(KeyRingState now) {
        Instant wanted = now.nextFetch().isBefore(cooledDown(now)) ? now.nextFetch() : cooledDown(now);
        Instant next = wanted.isBefore(now.notBefore()) ? now.notBefore() : wanted;
        Duration left = Duration.between(clock.instant(), next);
        return left.compareTo(FIRST_RETRY) < 0 ? FIRST_RETRY : left;
    }

    private Instant cooledDown(KeyRingState now) {
        return now.attemptedAt().plus(config.cooldown());
    }

    private boolean reached(Instant instant) {
        return !clock.instant().isBefore(instant);
    }

    /** All instants are of a clock that nobody has any more: waiting for them could take hours. */
    private boolean clockWasPutBack(KeyRingState now) {
        return clock.instant().isBefore(now.attemptedAt());
    }

    private Duration slowestRetry() {
        return config.refreshInterval().dividedBy(10);
    }

    private static int randomPercent() {
        return ThreadLocalRandom.current().nextInt(100);
    }
}
