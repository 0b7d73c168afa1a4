package dev.clerkguard.clerk;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How the Backend API is called. Where it is, is {@code quarkus.rest-client.clerk.url}. */
@ConfigMapping(prefix = "clerk")
public interface BackendConfig {
    /** {@code sk_test_…} or {@code sk_live_…}. Without it no user can be looked up. */
    Optional<String> secretKey();

    /** The version of the Backend API that this service was written for; sent with each call. */
    @WithDefault("2026-05-12")
    String apiVersion();

    Backend backend();

    /** What protects the callers from a slow Clerk, and Clerk from the callers. */
    interface Backend {
        /** Time for one look-up with all its attempts. */
        @WithDefault("3s")
        Duration budget();

        /** Further attempts after a failure that may pass: to read, or to end a session, twice does no harm. */
        @WithDefault("1")
        int retries();

        /** Calls under way at once; further ones are refused at once, with 503. */
        @WithDefault("200")
        int maxConcurrent();

        /** Bytes of an answer that are read; more is treated as garbage. */
        @WithDefault("1048576")
        int maxBytes();

        /** Failures in a row, within 30 seconds or so many budgets, after which Clerk is left alone for a while. */
        @WithDefault("5")
        @WithName("breaker.failures")
        int breakerFailures();

        /** For how long Clerk is left alone, before a single call tries again. */
        @WithDefault("5s")
        @WithName("breaker.pause")
        Duration breakerPause();
    }
}
