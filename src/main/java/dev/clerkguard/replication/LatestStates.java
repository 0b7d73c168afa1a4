package dev.clerkguard.replication;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The time of the newest known state of each object. Events arrive in any order, and older ones must not win. */
public final class LatestStates {
    /** The state of a deleted object: no state is newer. */
    public static final Instant FINAL = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final Map<String, Instant> states;

    /** @param maxSize number of objects whose state is remembered */
    public LatestStates(int maxSize) {
        this.states = BoundedMap.ofSize(maxSize);
    }

    /** Remembers the state unless a newer one is known. Returns whether no newer one is known; equal is not newer. */
    public boolean accept(String id, Instant state) {
        return !states.merge(id, state, (known, given) -> given.isAfter(known) ? given : known)
                .isAfter(state);
    }

    /**
     * Runs the change for a state unless a newer one is known. Changes run one after the other, so the newest one is the last.
     * The change must not block.
     */
    public synchronized <T> Optional<T> ifNothingNewer(String id, Instant state, Supplier<T> change) {
        return accept(id, state) ? Optional.of(change.get()) : Optional.empty();
    }

    public Optional<Instant> of(String id) {
        return Optional.ofNullable(states.get(id));
    }
}
