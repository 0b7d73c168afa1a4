package dev.clerkguard.replication;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The connection to the other replicas. */
interface ReplicationTransport extends ReplicationPublisher {
    /** Receives messages of other replicas. Called on one thread; must not block. */
    interface Listener {
        /** An event of another replica, published now or stored earlier. The same event may come again. */
        void receive(String event);

        /** Messages that are not stored may have been missed. */
        void messagesMissed();

        /** The stored messages that this replica knows. */
        Collection<Message> knownMessages();
    }

    /**
     * @param configured whether there is a Redis to be connected to
     * @param roundTrip the duration of the last message from this replica to itself
     * @param queued number of messages that Redis does not have yet
     * @param reconnects number of connections after the first
     */
    record State(boolean configured, boolean connected, Optional<Duration> roundTrip, int queued, long reconnects) {}

    /**
     * Connects, and reconnects until {@link #leave}.
     *
     * @return completes when the listener has received the stored messages, or when Redis turned out to be unavailable; never
     *     fails
     */
    CompletionStage<Void> join(Listener listener);

    void leave();

    State state();

    /** For a single replica. */
    final class None implements ReplicationTransport {
        @Override
        public CompletionStage<Void> publish(Message message) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> join(Listener listener) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void leave() {}

        @Override
        public State state() {
            return new State(false, false, Optional.empty(), 0, 0);
        }
    }
}
