package dev.clerkguard.webhook;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Of what state the newest data was that came by, for each thing: deliveries arrive in any order. */
final class Newest {
    /** Nothing comes after it: the thing was deleted. */
    static final Instant FINAL = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final Map<String, Instant> states;

    Newest(int maximum) {
        this.states = Recent.map(maximum);
    }

    /** Whether nothing newer is known; it is known from then on. The same state twice is not older. */
    boolean accept(String id, Instant state) {
        return !states.merge(id, state, (known, given) -> given.isAfter(known) ? given : known)
                .isAfter(state);
    }

    /**
     * Does what a state of something asks for, unless a newer one is known: two states of one thing are done one after the
     * other, and the newer one last. The change must not block.
     */
    synchronized <T> Optional<T> ifNothingNewer(String id, Instant state, Supplier<T> change) {
        return accept(id, state) ? Optional.of(change.get()) : Optional.empty();
    }

    Optional<Instant> of(String id) {
        return Optional.ofNullable(states.get(id));
    }
}
