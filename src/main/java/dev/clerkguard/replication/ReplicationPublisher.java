package dev.clerkguard.replication;

import java.util.concurrent.CompletionStage;

/** Publishes events to the other replicas. */
public interface ReplicationPublisher {
    /**
     * Publishes a message. Never blocks.
     *
     * @return completes when Redis has the message, or at once while Redis is unavailable: the message is then sent after the
     *     reconnection. Fails with {@link ReplicationQueueFullException}
     */
    CompletionStage<Void> publish(Message message);
}
