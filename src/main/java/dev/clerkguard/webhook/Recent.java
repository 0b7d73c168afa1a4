package dev.clerkguard.webhook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The entries that were written or read last. Not a Caffeine cache: when that is full, it keeps what is asked for often and
 * drops what just came, and what just came is what comes again.
 */
final class Recent {
    private static final float LOAD_FACTOR = 0.75f;

    private Recent() {}

    /** For any number of threads; each call is one step, merge as well. */
    static <K, V> Map<K, V> map(int maximum) {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, LOAD_FACTOR, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > maximum;
            }
        });
    }
}
