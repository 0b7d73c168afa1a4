package dev.clerkguard.observability;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy.Eviction;

/** Registers the metrics of a Caffeine cache: Micrometer's own, and the weight, which Micrometer does not measure. */
public final class CacheMetrics {
    private CacheMetrics() {}

    /**
     * The registry does not keep the cache alive.
     *
     * @param name the value of the label {@code cache}
     */
    public static <K, V> void bind(MeterRegistry registry, String name, Cache<K, V> cache) {
        CaffeineCacheMetrics.monitor(registry, cache, name);
        if (cache.policy().eviction().filter(Eviction::isWeighted).isPresent()) {
            Gauge.builder("clerk.guard.cache.weight", cache, CacheMetrics::weight)
                    .tag("cache", name)
                    .baseUnit("bytes")
                    .description("Estimated weight of the entries")
                    .register(registry);
            Gauge.builder("clerk.guard.cache.max.weight", cache, CacheMetrics::maxWeight)
                    .tag("cache", name)
                    .baseUnit("bytes")
                    .description("Weight above which entries are evicted")
                    .register(registry);
        }
    }

    private static <K, V> double weight(Cache<K, V> cache) {
        return cache.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    private static <K, V> double maxWeight(Cache<K, V> cache) {
        return cache.policy().eviction().orElseThrow().getMaximum();
    }
}
