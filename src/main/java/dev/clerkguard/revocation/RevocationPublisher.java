package dev.clerkguard.revocation;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Publishes revocations of this replica to the other replicas. */
public interface RevocationPublisher {
    /** For a single replica. */
    RevocationPublisher NONE = new RevocationPublisher() {
        @Override
        public CompletionStage<Void> publish(Revocation revocation) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> publishUnban(String userId, Instant at, Instant until) {
            return CompletableFuture.completedFuture(null);
        }
    };

    /** Completes when the revocation is sure to reach the other replicas, and fails otherwise. Never blocks. */
    CompletionStage<Void> publish(Revocation revocation);

    /**
     * Publishes that a ban was lifted.
     *
     * @param at tokens issued at this instant or later are accepted
     * @param until when the ban would have been forgotten
     */
    CompletionStage<Void> publishUnban(String userId, Instant at, Instant until);
}
