package dev.clerkguard.webhook;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** Which deliveries were done, by svix-id: Svix delivers at least once. */
final class Deliveries {
    /** Svix gives up on a delivery after about 28 hours; one that is done twice does no harm. */
    static final Duration REMEMBERED_FOR = Duration.ofDays(1);

    private final Cache<String, Boolean> done;

    Deliveries(int maximum) {
        this.done = Caffeine.newBuilder()
                .maximumSize(maximum)
                .expireAfterWrite(REMEMBERED_FOR)
                .build();
    }

    boolean isDone(String id) {
        return done.getIfPresent(id) != null;
    }

    void done(String id) {
        done.put(id, true);
    }
}
