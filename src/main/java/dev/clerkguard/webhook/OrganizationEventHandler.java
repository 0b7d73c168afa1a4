package dev.clerkguard.webhook;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.clerkguard.machine.MachineCredentialCache;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.user.UserCache;

/**
 * Applies changes of memberships, organisations, roles and permissions. The cached user is dropped. Of organisations, roles
 * and permissions this service knows only what tokens say, and the tokens from before can be revoked.
 */
final class OrganizationEventHandler {
    private final UserCache users;
    private final MachineCredentialCache machines;
    private final RevocationList revocations;
    private final UserChangeReplication replicas;
    private final boolean revokeOutdatedTokens;

    OrganizationEventHandler(
            UserCache users,
            MachineCredentialCache machines,
            RevocationList revocations,
            UserChangeReplication replicas,
            boolean revokeOutdatedTokens) {
        this.users = users;
        this.machines = machines;
        this.revocations = revocations;
        this.replicas = replicas;
        this.revokeOutdatedTokens = revokeOutdatedTokens;
    }

    Map<String, EventHandler> byType() {
        return Map.ofEntries(
                Map.entry("organizationMembership.created", this::membership),
                Map.entry("organizationMembership.updated", this::membership),
                Map.entry("organizationMembership.deleted", this::membership),
                Map.entry("organization.deleted", this::organizationDeleted),
                Map.entry("role.created", this::everyone),
                Map.entry("role.updated", this::everyone),
                Map.entry("role.deleted", this::everyone),
                Map.entry("permission.created", this::everyone),
                Map.entry("permission.updated", this::everyone),
                Map.entry("permission.deleted", this::everyone));
    }

    /** The API keys of the organization are verified again. */
    private CompletionStage<DeliveryOutcome> organizationDeleted(ClerkEvent event) {
        machines.forget(event.id());
        return outdated(event.id(), event)
                .thenCombine(replicas.publish(event.id()), (outcome, told) -> DeliveryOutcome.DONE);
    }

    private CompletionStage<DeliveryOutcome> membership(ClerkEvent event) {
        String userId = ClerkEvent.text(event.data().path("public_user_data").path("user_id"));
        CompletionStage<DeliveryOutcome> revoked = outdated(userId, event);
        users.forget(userId);
        return revoked.thenCombine(replicas.publish(userId), (one, other) -> DeliveryOutcome.DONE);
    }

    /** Every user may have the role. */
    private CompletionStage<DeliveryOutcome> everyone(ClerkEvent event) {
        return outdated(RevocationList.EVERYONE, event);
    }

    private CompletionStage<DeliveryOutcome> outdated(String id, ClerkEvent event) {
        return revokeOutdatedTokens
                ? revocations
                        .revokeIssuedBefore(id, Reason.TOKEN_OUTDATED, event.happened())
                        .thenApply(done -> DeliveryOutcome.DONE)
                : CompletableFuture.completedFuture(DeliveryOutcome.IGNORED);
    }
}
