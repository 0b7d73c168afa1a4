package dev.clerkguard.webhook;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.clerkguard.clerk.Users;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.session.Denials;

/**
 * Somebody's place in an organisation changed, or what a role means. What is remembered of the user is dropped; of
 * organisations, roles and permissions nothing is remembered here but what tokens say of them.
 */
final class OrganizationEffects {
    private final Users users;
    private final Denials denials;
    private final Announcements others;
    private final boolean denyOutdatedTokens;

    OrganizationEffects(Users users, Denials denials, Announcements others, boolean denyOutdatedTokens) {
        this.users = users;
        this.denials = denials;
        this.others = others;
        this.denyOutdatedTokens = denyOutdatedTokens;
    }

    Map<String, Effect> byType() {
        return Map.ofEntries(
                Map.entry("organizationMembership.created", this::membership),
                Map.entry("organizationMembership.updated", this::membership),
                Map.entry("organizationMembership.deleted", this::membership),
                Map.entry("organization.deleted", event -> outdated(event.id(), event)),
                Map.entry("role.created", this::everybody),
                Map.entry("role.updated", this::everybody),
                Map.entry("role.deleted", this::everybody),
                Map.entry("permission.created", this::everybody),
                Map.entry("permission.updated", this::everybody),
                Map.entry("permission.deleted", this::everybody));
    }

    private CompletionStage<Outcome> membership(ClerkEvent event) {
        String userId = ClerkEvent.text(event.data().path("public_user_data").path("user_id"));
        CompletionStage<Outcome> denied = outdated(userId, event);
        users.forget(userId);
        return denied.thenCombine(others.forget(userId), (one, other) -> Outcome.DONE);
    }

    /** Anybody may have the role. */
    private CompletionStage<Outcome> everybody(ClerkEvent event) {
        return outdated(Denials.EVERYONE, event);
    }

    private CompletionStage<Outcome> outdated(String id, ClerkEvent event) {
        return denyOutdatedTokens
                ? denials.denyIssuedBefore(id, Reason.TOKEN_OUTDATED, event.happened())
                        .thenApply(done -> Outcome.DONE)
                : CompletableFuture.completedFuture(Outcome.IGNORED);
    }
}
