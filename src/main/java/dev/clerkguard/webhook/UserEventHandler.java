package dev.clerkguard.webhook;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.clerkguard.machine.MachineCredentialCache;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.replication.LatestStates;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.user.User;
import dev.clerkguard.user.UserCache;

/** Applies changes, bans and deletions of users. */
final class UserEventHandler {
    private final UserCache users;
    private final MachineCredentialCache machines;
    private final RevocationList revocations;
    private final LatestStates states;
    private final UserChangeReplication replicas;

    UserEventHandler(
            UserCache users,
            MachineCredentialCache machines,
            RevocationList revocations,
            LatestStates states,
            UserChangeReplication replicas) {
        this.users = users;
        this.machines = machines;
        this.revocations = revocations;
        this.states = states;
        this.replicas = replicas;
    }

    Map<String, EventHandler> byType() {
        return Map.of("user.created", this::changed, "user.updated", this::changed, "user.deleted", this::deleted);
    }

    private CompletionStage<DeliveryOutcome> changed(ClerkEvent event) {
        return states.ifNothingNewer(event.id(), event.state(), () -> change(event.id(), event))
                .orElseGet(() -> CompletableFuture.completedFuture(DeliveryOutcome.OUTDATED));
    }

    private CompletionStage<DeliveryOutcome> change(String id, ClerkEvent event) {
        User user = users.put(event.data()).orElseThrow(() -> ClerkEvent.malformed("The data is not a user."));
        CompletionStage<Void> applied =
                user.flags().banned() ? revocations.revokeAll(id, Reason.USER_BANNED) : revocations.unban(id);
        return applied.thenCombine(replicas.publish(id), (one, other) -> DeliveryOutcome.DONE);
    }

    private CompletionStage<DeliveryOutcome> deleted(ClerkEvent event) {
        return states.ifNothingNewer(event.id(), LatestStates.FINAL, () -> delete(event.id()))
                .orElseThrow();
    }

    private CompletionStage<DeliveryOutcome> delete(String id) {
        CompletionStage<Void> revoked = revocations.revokeAll(id, Reason.USER_NOT_FOUND);
        users.forget(id);
        machines.forget(id);
        return revoked.thenCombine(replicas.publish(id), (one, other) -> DeliveryOutcome.DONE);
    }
}
