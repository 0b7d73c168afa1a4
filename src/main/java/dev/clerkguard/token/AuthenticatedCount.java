package dev.clerkguard.token;

import java.util.concurrent.atomic.LongAdder;

import jakarta.inject.Singleton;

/** Counts requests with a machine credential that was accepted; {@link VerifiedTokenCache} counts those with a session. */
@Singleton
public class AuthenticatedCount {
    private final LongAdder machines = new LongAdder();

    public void add() {
        machines.increment();
    }

    /** Since the start. */
    long sum() {
        return machines.sum();
    }
}
