package dev.clerkguard.replication;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map of bounded size that evicts the entry that was used least recently. A Caffeine cache would keep frequent entries and
 * evict the newest ones, and repeated deliveries concern the newest ones.
 */
public final class BoundedMap {
    private static final float LOAD_FACTOR = 0.75f;

    private BoundedMap() {}

    /** Returns a thread-safe map. Each call is atomic, {@link Map#merge} included. */
    public static <K, V> Map<K, V> ofSize(int maxSize) {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, LOAD_FACTOR, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > maxSize;
            }
        });
    }
}
