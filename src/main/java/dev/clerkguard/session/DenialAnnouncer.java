package dev.clerkguard.session;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Told of what is denied here, so that it is denied elsewhere too. */
public interface DenialAnnouncer {
    /** For a service that is alone. */
    DenialAnnouncer NOBODY = new DenialAnnouncer() {
        @Override
        public CompletionStage<Void> denied(Denial denial) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> unbanned(String userId, Instant at, Instant until) {
            return CompletableFuture.completedFuture(null);
        }
    };

    /** Completes when the denial is sure to arrive elsewhere; fails when it is not. Never blocks. */
    CompletionStage<Void> denied(Denial denial);

    /**
     * @param at tokens issued from then on pass
     * @param until when nobody needs to hear of it any more
     */
    CompletionStage<Void> unbanned(String userId, Instant at, Instant until);
}
