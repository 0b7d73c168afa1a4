package dev.clerkguard.clerk;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

import dev.clerkguard.setting.Positive;

/** How the Backend API is called. Its address is {@code quarkus.rest-client.clerk.url}. */
@ConfigMapping(prefix = "clerk")
public interface BackendConfig {
    /** {@code sk_test_…} or {@code sk_live_…}. Without it no user can be looked up. */
    Optional<String> secretKey();

    /** {@code ak_…}: the key of this service's own machine, for M2M tokens. Without it the secret key is used. */
    @WithName("machine.secret-key")
    Optional<String> machineSecretKey();

    /** The version of the Backend API that this service was written for; sent with each call. */
    @WithDefault("2026-05-12")
    String apiVersion();

    /** The limits of calls. */
    Backend backend();

    /** Limits that protect the callers from a slow Clerk, and Clerk from the callers. */
    interface Backend {
        /** Time for one call with all its attempts. */
        @Positive
        @WithDefault("3s")
        Duration timeout();

        /** Attempts after a failure that can be temporary. Only idempotent calls are repeated. */
        @WithDefault("1")
        int retries();

        /** Calls in flight at the same time; further ones are refused at once with 503. */
        @Positive
        @WithDefault("200")
        int maxConcurrent();

        /** Largest answer that is read; a larger one counts as a failure. */
        @Positive
        @WithDefault("1M")
        MemorySize maxBytes();

        /** Consecutive failures, within 30 seconds or as many time-outs, that open the circuit breaker. */
        @Positive
        @WithDefault("5")
        @WithName("breaker.failures")
        int breakerFailures();

        /** Time for which the open circuit breaker lets no call through. After it, one call tests whether Clerk answers. */
        @Positive
        @WithDefault("5s")
        @WithName("breaker.delay")
        Duration breakerDelay();
    }
}
