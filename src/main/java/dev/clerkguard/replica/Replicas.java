package dev.clerkguard.replica;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The other replicas of this service. */
public interface Replicas {
    /** What this replica does with news. Called on one thread; must not block. */
    interface Listener {
        /** Another replica said so, now or before this one was there to hear it. May come more than once. */
        void heard(String text);

        /** Messages that were not kept may have been missed. */
        void missedSome();

        /** What this replica knows of what is to be kept, in case Redis lost it. */
        Collection<Message> known();
    }

    /**
     * @param configured whether there is anything to be connected to
     * @param lag how long the last message to ourselves took
     * @param waiting messages that are not in Redis yet
     * @param reconnects how often the connection was made anew
     */
    record State(boolean configured, boolean connected, Optional<Duration> lag, int waiting, long reconnects) {}

    /**
     * Tells all replicas. Completes when Redis has it, or while Redis is away at once: it is told when Redis is back.
     * Fails with {@link OutboxFull}. Never blocks.
     */
    CompletionStage<Void> announce(Message message);

    /**
     * Begins to listen, and goes on until {@link #leave}. Completes when the listener has heard what is kept, or it turned
     * out that Redis cannot be asked now; never fails.
     */
    CompletionStage<Void> join(Listener listener);

    void leave();

    State state();

    /** More was announced while Redis was away than is kept here. */
    final class OutboxFull extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutboxFull() {
            super("The outbox for the other replicas is full", null, false, false);
        }
    }

    /** There are no others. */
    final class None implements Replicas {
        @Override
        public CompletionStage<Void> announce(Message message) {
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
