package dev.clerkguard.config;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Registers the Caffeine classes of the caches for the native binary. Caffeine has a class for each combination of features
 * and finds it by name; quarkus-caffeine does not register those with weights. The letters: strong keys and values, statistics, maximum size or weight, expiry by a policy (A) or after a write (W).
 */
@RegisterForReflection(
        methods = false,
        classNames = {
            "com.github.benmanes.caffeine.cache.SSSMSW",
            "com.github.benmanes.caffeine.cache.SSSMWA",
            "com.github.benmanes.caffeine.cache.SSSMWW",
            "com.github.benmanes.caffeine.cache.PSWMS",
            "com.github.benmanes.caffeine.cache.PSWMW",
        })
final class NativeCaches {
    private NativeCaches() {}
}
