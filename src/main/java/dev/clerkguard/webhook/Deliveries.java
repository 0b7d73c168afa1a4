package dev.clerkguard.webhook;

import java.util.Map;

/** Which deliveries were done, by svix-id, of the last so many: Svix delivers at least once. */
final class Deliveries {
    private final Map<String, Boolean> done;

    Deliveries(int maximum) {
        this.done = Recent.map(maximum);
    }

    boolean isDone(String id) {
        return done.containsKey(id);
    }

    void done(String id) {
        done.put(id, true);
    }
}
