package dev.clerkguard.replication;

import java.time.Instant;
import java.util.Optional;

/**
 * An event to publish.
 *
 * @param stored present when replicas that start later must receive the event too
 */
public record Message(ReplicationEvent event, Optional<Stored> stored) {
    /**
     * @param key a later message with the same key replaces this one
     * @param until the message is deleted at this time
     */
    public record Stored(String key, Instant until) {}

    public static Message transientEvent(ReplicationEvent event) {
        return new Message(event, Optional.empty());
    }

    public static Message stored(String key, Instant until, ReplicationEvent event) {
        return new Message(event, Optional.of(new Stored(key, until)));
    }
}
