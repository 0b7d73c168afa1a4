package dev.clerkguard.keys;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import dev.clerkguard.keys.KeysUnavailableException.Cause;

/** How the fetches of the signing keys ended, since the start. */
final class FetchCounts {
    private final LongAdder loaded = new LongAdder();
    private final LongAdder[] failed =
            Stream.generate(LongAdder::new).limit(Cause.values().length).toArray(LongAdder[]::new);

    /** @param failure empty when the fetch brought keys */
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
