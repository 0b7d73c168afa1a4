package dev.clerkguard.problem;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

/** Counts refused requests by reason. */
@Singleton
public class RefusalCounts {
    private final LongAdder[] byReason =
            Stream.generate(LongAdder::new).limit(Reason.values().length).toArray(LongAdder[]::new);

    public void add(Reason reason) {
        byReason[reason.ordinal()].increment();
    }

    /** Since the start. */
    public long of(Reason reason) {
        return byReason[reason.ordinal()].sum();
    }
}
