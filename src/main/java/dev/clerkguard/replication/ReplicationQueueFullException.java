package dev.clerkguard.replication;

/** The queue of messages for other replicas is full, because Redis is unavailable or too slow. */
public final class ReplicationQueueFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReplicationQueueFullException() {
        super("The queue of messages for other replicas is full", null, false, false);
    }
}
