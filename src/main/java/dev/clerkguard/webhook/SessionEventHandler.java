package dev.clerkguard.webhook;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.revocation.RevocationList;

/** Revokes sessions that ended. Their tokens would be valid for up to a minute longer. */
final class SessionEventHandler {
    private final RevocationList revocations;
    private final boolean pendingIsSignedOut;

    SessionEventHandler(RevocationList revocations, boolean pendingIsSignedOut) {
        this.revocations = revocations;
        this.pendingIsSignedOut = pendingIsSignedOut;
    }

    Map<String, EventHandler> byType() {
        return Map.of(
                "session.ended", this::ended,
                "session.removed", this::ended,
                "session.revoked", this::ended,
                "session.pending", this::pending);
    }

    private CompletionStage<DeliveryOutcome> ended(ClerkEvent event) {
        return revocations.revokeAll(event.id(), Reason.SESSION_REVOKED).thenApply(done -> DeliveryOutcome.DONE);
    }

    /** New tokens are accepted: after its tasks are completed, the same session is active again. */
    private CompletionStage<DeliveryOutcome> pending(ClerkEvent event) {
        return pendingIsSignedOut
                ? revocations
                        .revokeIssuedBefore(event.id(), Reason.SESSION_PENDING, event.happened())
                        .thenApply(done -> DeliveryOutcome.DONE)
                : CompletableFuture.completedFuture(DeliveryOutcome.IGNORED);
    }
}
