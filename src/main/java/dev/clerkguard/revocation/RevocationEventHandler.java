package dev.clerkguard.revocation;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.replication.LatestStates;
import dev.clerkguard.replication.Message;
import dev.clerkguard.replication.ReplicationEvent;
import dev.clerkguard.replication.ReplicationEventHandler;

/** Applies the revocations of other replicas to the list of this one. */
@Singleton
class RevocationEventHandler implements ReplicationEventHandler {
    private final RevocationList revocations;
    private final LatestStates states;

    RevocationEventHandler(RevocationList revocations, LatestStates states) {
        this.revocations = revocations;
        this.states = states;
    }

    @Override
    public Set<String> types() {
        return Set.of(RevocationEvents.REVOKED, RevocationEvents.UNBANNED);
    }

    @Override
    public void apply(ReplicationEvent event) {
        Optional<Instant> state = event.time("state");
        if (event.type().equals(RevocationEvents.REVOKED)) {
            RevocationEvents.revocation(event).ifPresent(revocation -> apply(revocation, state));
        } else {
            RevocationEvents.unban(event)
                    .ifPresent(unban -> unlessOutdated(
                            unban.userId(),
                            state,
                            () -> revocations.applyRemoteUnban(unban.userId(), unban.at(), unban.until())));
        }
    }

    private void apply(Revocation revocation, Optional<Instant> state) {
        boolean applied = unlessOutdated(revocation.id(), state, () -> revocations.applyRemote(revocation));
        // A newer state may lift a ban. It does not bring back an ended session or a deleted user.
        if (!applied && revocation.reason() != Reason.USER_BANNED) {
            revocations.applyRemote(revocation);
        }
    }

    /** Runs the change unless a newer state is known. Returns whether it ran. */
    private boolean unlessOutdated(String id, Optional<Instant> state, Runnable change) {
        Supplier<Boolean> run = () -> {
            change.run();
            return true;
        };
        return state.map(given -> states.ifNothingNewer(id, given, run).isPresent())
                .orElseGet(run);
    }

    @Override
    public Collection<Message> knownMessages() {
        return revocations.current().stream()
                .map(revocation -> RevocationEvents.message(revocation, states.of(revocation.id())))
                .toList();
    }
}
