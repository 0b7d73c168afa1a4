package dev.clerkguard.keys;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The immutable state of a {@link JwksCache}. The start and the end of a fetch create a new one.
 *
 * @param keys the last good keys, of any age
 * @param loadedAt when a successful fetch last confirmed them
 * @param attemptedAt when the last fetch started
 * @param nextFetch when the next background fetch is due
 * @param notBefore the time before which no fetch is made, because the endpoint sent Retry-After
 * @param failures failed fetches since the last success
 * @param failure why the last fetch failed
 * @param inFlight the current fetch
 */
public record JwksCacheState(
        Optional<SigningKeys> keys,
        Optional<Instant> loadedAt,
        Instant attemptedAt,
        Instant nextFetch,
        Instant notBefore,
        int failures,
        KeysUnavailableException failure,
        Optional<CompletableFuture<Void>> inFlight) {

    static JwksCacheState empty(KeysUnavailableException notYet) {
        return new JwksCacheState(
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                notYet,
                Optional.empty());
    }

    /**
     * The keys, unless they were last confirmed longer ago than the maximum age. Both are in milliseconds, because every
     * request asks and an Instant would be an object.
     */
    Optional<SigningKeys> keysAt(long now, long maxAge) {
        return loadedAt.isPresent() && now - maxAge > loadedAt.get().toEpochMilli() ? Optional.empty() : keys;
    }

    JwksCacheState fetching(CompletableFuture<Void> fetch, Instant now) {
        return new JwksCacheState(keys, loadedAt, now, nextFetch, notBefore, failures, failure, Optional.of(fetch));
    }

    /** Keeps the instance when the key set is the same: the cache of verified tokens compares instances. */
    JwksCacheState loaded(SigningKeys fresh, Instant now, Instant next) {
        Optional<SigningKeys> kept = keys.equals(Optional.of(fresh)) ? keys : Optional.of(fresh);
        return new JwksCacheState(
                kept, Optional.of(now), attemptedAt, next, Instant.EPOCH, 0, failure, Optional.empty());
    }

    JwksCacheState failed(KeysUnavailableException why, Instant next, Instant notBefore) {
        return new JwksCacheState(keys, loadedAt, attemptedAt, next, notBefore, failures + 1, why, Optional.empty());
    }
}
