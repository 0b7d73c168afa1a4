package dev.clerkguard.revocation;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import dev.clerkguard.replication.LatestStates;
import dev.clerkguard.replication.ReplicationPublisher;

/** Publishes revocations as replication events, each with the newest known state of its object. */
@Singleton
class ReplicatedRevocationPublisher implements RevocationPublisher {
    private final ReplicationPublisher replicas;
    private final LatestStates states;

    ReplicatedRevocationPublisher(ReplicationPublisher replicas, LatestStates states) {
        this.replicas = replicas;
        this.states = states;
    }

    @Override
    public CompletionStage<Void> publish(Revocation revocation) {
        return replicas.publish(RevocationEvents.message(revocation, states.of(revocation.id())));
    }

    @Override
    public CompletionStage<Void> publishUnban(String userId, Instant at, Instant until) {
        return replicas.publish(
                RevocationEvents.message(new RevocationEvents.Unban(userId, at, until), states.of(userId)));
    }
}
