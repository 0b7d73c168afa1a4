package dev.clerkguard.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * All that a {@link KeyRing} knows at one moment. Immutable: a fetch that begins or ends makes a new one.
 *
 * @param keys the last good keys, however old
 * @param loadedAt when they were last confirmed by a successful fetch
 * @param attemptedAt when the last fetch began
 * @param nextFetch when the background makes the next one
 * @param notBefore until when nothing is fetched, because the endpoint asked for that
 * @param failures fetches that failed since the last success
 * @param failure why the last fetch failed
 * @param inFlight the fetch that is under way
 */
public record KeyRingState(
        Optional<SigningKeys> keys,
        Optional<Instant> loadedAt,
        Instant attemptedAt,
        Instant nextFetch,
        Instant notBefore,
        int failures,
        KeysUnavailableException failure,
        Optional<CompletableFuture<Void>> inFlight) {

    static KeyRingState empty(KeysUnavailableException notYet) {
        return new KeyRingState(
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                notYet,
                Optional.empty());
    }

    /** The keys, unless they were last confirmed longer ago than they may be trusted. */
    Optional<SigningKeys> keysAt(Instant now, Duration maxAge) {
        return loadedAt.isPresent() && now.isAfter(loadedAt.get().plus(maxAge)) ? Optional.empty() : keys;
    }

    KeyRingState fetching(CompletableFuture<Void> fetch, Instant now) {
        return new KeyRingState(keys, loadedAt, now, nextFetch, notBefore, failures, failure, Optional.of(fetch));
    }

    /** Keeps the instance when the key set is the same, since what was verified with it stays verified. */
    KeyRingState loaded(SigningKeys fresh, Instant now, Instant next) {
        Optional<SigningKeys> kept = keys.equals(Optional.of(fresh)) ? keys : Optional.of(fresh);
        return new KeyRingState(kept, Optional.of(now), attemptedAt, next, Instant.EPOCH, 0, failure, Optional.empty());
    }

    KeyRingState failed(KeysUnavailableException why, Instant next, Instant notBefore) {
        return new KeyRingState(keys, loadedAt, attemptedAt, next, notBefore, failures + 1, why, Optional.empty());
    }
}
