package dev.clerkguard.webhook;

import java.util.Map;

import dev.clerkguard.replication.BoundedMap;

/** The ids ({@code svix-id}) of the deliveries that were processed last. Svix delivers at least once. */
final class ProcessedDeliveries {
    private final Map<String, Boolean> processed;

    ProcessedDeliveries(int maxSize) {
        this.processed = BoundedMap.ofSize(maxSize);
    }

    boolean isProcessed(String id) {
        return processed.containsKey(id);
    }

    void add(String id) {
        processed.put(id, true);
    }
}
