package dev.clerkguard.config;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The classes of Caffeine that our caches are made of, for the native binary. Caffeine has one for each combination of
 * features and looks it up by name; quarkus-caffeine registers the common ones, among which those with weights are not.
 * The letters: strong keys and values, statistics, maximum size or weight, expiry by a policy (A) or after a write (W).
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
