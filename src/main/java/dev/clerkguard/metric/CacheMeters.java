package dev.clerkguard.metric;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy.Eviction;

/** What is known of a Caffeine cache that records its statistics: read when somebody asks, and not before. */
public final class CacheMeters {
    private CacheMeters() {}

    /**
     * The registry does not keep the cache alive; whoever uses it does.
     *
     * @param name the value of the label {@code cache}
     */
    public static <K, V> void bind(MeterRegistry registry, String name, Cache<K, V> cache) {
        Gauge.builder("clerk.guard.cache.entries", cache, Cache::estimatedSize)
                .tag("cache", name)
                .description("Entries, among them some that expired lately")
                .register(registry);
        if (cache.policy().eviction().filter(Eviction::isWeighted).isPresent()) {
            bytes("clerk.guard.cache.weight", name, cache, CacheMeters::weight)
                    .description("What the entries weigh, estimated")
                    .register(registry);
            bytes("clerk.guard.cache.maximum.weight", name, cache, CacheMeters::maximum)
                    .description("What they may weigh before some are dropped")
                    .register(registry);
        }
        FunctionCounter.builder(
                        "clerk.guard.cache.gets", cache, of -> of.stats().hitCount())
                .tags("cache", name, "result", "hit")
                .description("Questions to the cache")
                .register(registry);
        FunctionCounter.builder(
                        "clerk.guard.cache.gets", cache, of -> of.stats().missCount())
                .tags("cache", name, "result", "miss")
                .description("Questions to the cache")
                .register(registry);
        FunctionCounter.builder(
                        "clerk.guard.cache.evictions", cache, of -> of.stats().evictionCount())
                .tag("cache", name)
                .description("Entries dropped because they expired or others needed the room")
                .register(registry);
    }

    private static <K, V> Gauge.Builder<Cache<K, V>> bytes(
            String meter, String name, Cache<K, V> cache, ToDoubleFunction<Cache<K, V>> value) {
        return Gauge.builder(meter, cache, value).tag("cache", name).baseUnit("bytes");
    }

    private static <K, V> double weight(Cache<K, V> cache) {
        return cache.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    private static <K, V> double maximum(Cache<K, V> cache) {
        return cache.policy().eviction().orElseThrow().getMaximum();
    }
}
