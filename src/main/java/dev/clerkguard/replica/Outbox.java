package dev.clerkguard.replica;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Messages on their way to Redis, in order and bounded. Used by one thread. */
final class Outbox {
    private final int maximum;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /** @param accepted completed when whoever sent the message need not wait any more */
    private record Entry(Outgoing message, CompletableFuture<Void> accepted) {}

    Outbox(int maximum) {
        this.maximum = maximum;
    }

    boolean add(Outgoing message, CompletableFuture<Void> accepted) {
        return entries.size() < maximum && entries.add(new Entry(message, accepted));
    }

    /** The oldest ones; they stay until {@link #sent}. */
    List<Outgoing> next(int most) {
        return entries.stream().limit(most).map(Entry::message).toList();
    }

    /** The oldest ones have arrived. */
    void sent(int count) {
        List<Entry> gone = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            gone.add(entries.remove());
        }
        gone.forEach(entry -> entry.accepted().complete(null));
    }

    /** Nobody is to wait for Redis while it is away: what is in here goes when it is back. */
    void waitNoMore() {
        List.copyOf(entries).forEach(entry -> entry.accepted().complete(null));
    }

    int size() {
        return entries.size();
    }
}
