package dev.clerkguard.replication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A bounded queue of messages that Redis does not have yet, in order. Used by one thread. */
final class OutboundQueue {
    private final int maxSize;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /** @param accepted completed when the publisher of the message needs to wait no longer */
    private record Entry(QueuedMessage message, CompletableFuture<Void> accepted) {}

    OutboundQueue(int maxSize) {
        this.maxSize = maxSize;
    }

    /** Returns false when the queue is full. */
    boolean add(QueuedMessage message, CompletableFuture<Void> accepted) {
        return entries.size() < maxSize && entries.add(new Entry(message, accepted));
    }

    /** The oldest messages. They stay in the queue until {@link #removeSent}. */
    List<QueuedMessage> peek(int limit) {
        return entries.stream().limit(limit).map(Entry::message).toList();
    }

    /** Removes the oldest messages after Redis has received them. */
    void removeSent(int count) {
        List<Entry> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(entries.remove());
        }
        sent.forEach(entry -> entry.accepted().complete(null));
    }

    /** Ends the wait of all publishers while Redis is unavailable. The messages stay in the queue. */
    void completeWaiting() {
        List.copyOf(entries).forEach(entry -> entry.accepted().complete(null));
    }

    int size() {
        return entries.size();
    }
}
