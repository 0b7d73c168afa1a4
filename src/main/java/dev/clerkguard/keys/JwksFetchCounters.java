package dev.clerkguard.keys;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import dev.clerkguard.keys.KeysUnavailableException.Cause;

/** Counts the fetches of the JWKS by outcome since the start. */
final class JwksFetchCounters {
    private final LongAdder loaded = new LongAdder();
    private final LongAdder[] failed =
            Stream.generate(LongAdder::new).limit(Cause.values().length).toArray(LongAdder[]::new);

    /** @param failure empty for a successful fetch */
    void add(Optional<Cause> failure) {
        counter(failure).increment();
    }

    long of(Optional<Cause> failure) {
        return counter(failure).sum();
    }

    private LongAdder counter(Optional<Cause> failure) {
        return failure.map(cause -> failed[cause.ordinal()]).orElse(loaded);
    }
}
