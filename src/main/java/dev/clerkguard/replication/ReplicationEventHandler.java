package dev.clerkguard.replication;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Applies the events of other replicas. A feature implements it as a bean for its own types of events. All methods are
 * called on one event loop thread and must not block.
 */
public interface ReplicationEventHandler {
    /** The types of events that this handler applies; no other handler has them. */
    Set<String> types();

    /** Applies an event. Events arrive more than once and in any order. */
    void apply(ReplicationEvent event);

    /** Called after a connection was made: events that are not stored may have been missed. */
    default void eventsMissed() {}

    /** The stored messages that this replica knows. Those that Redis lost are written again. */
    default Collection<Message> knownMessages() {
        return List.of();
    }
}
