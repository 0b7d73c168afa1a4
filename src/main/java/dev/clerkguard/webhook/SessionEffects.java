package dev.clerkguard.webhook;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.session.Denials;

/** A session ended: its token, which lives on for a while, is refused at once. */
final class SessionEffects {
    private final Denials denials;
    private final boolean pendingIsSignedOut;

    SessionEffects(Denials denials, boolean pendingIsSignedOut) {
        this.denials = denials;
        this.pendingIsSignedOut = pendingIsSignedOut;
    }

    Map<String, Effect> byType() {
        return Map.of(
                "session.ended", this::over,
                "session.removed", this::over,
                "session.revoked", this::over,
                "session.pending", this::pending);
    }

    private CompletionStage<Outcome> over(ClerkEvent event) {
        return denials.denyAll(event.id(), Reason.SESSION_REVOKED).thenApply(done -> Outcome.DONE);
    }

    /** Not for good: when its tasks are completed, new tokens of the same session are good ones. */
    private CompletionStage<Outcome> pending(ClerkEvent event) {
        String id = event.id();
        return pendingIsSignedOut
                ? denials.denyIssuedBefore(id, Reason.SESSION_PENDING, event.happened())
                        .thenApply(done -> Outcome.DONE)
                : CompletableFuture.completedFuture(Outcome.IGNORED);
    }
}
