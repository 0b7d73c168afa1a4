package dev.clerkguard.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.clerkguard.setting.Positive;

/** The webhook endpoint, {@code POST /webhooks/clerk}. */
@ConfigMapping(prefix = "clerk.webhook")
public interface WebhookConfig {
    /** {@code whsec_…}; several while a secret is rotated. Without one the endpoint answers 404. */
    Optional<List<String>> signingSecret();

    /** The largest age of a delivery, and how far in the future its time may be. */
    @WithDefault("300s")
    Duration tolerance();

    /** The largest body of a delivery. A larger one is rejected with 413 before it is read. */
    @Positive
    @WithDefault("256K")
    MemorySize maxBytes();

    /** Deliveries that are read or processed at once. More are rejected with 503 and not read. */
    @Positive
    @WithDefault("32")
    int maxConcurrent();

    /** The time from a delivery's headers to its last byte. A slower one is rejected with 408. */
    @Positive
    @WithDefault("10s")
    Duration readTimeout();

    /** The time that a delivery waits for the application's observers ({@code @ObservesAsync}). Then it is answered with 503. */
    @WithDefault("10s")
    Duration observerTimeout();

    /**
     * Processed deliveries whose ids are remembered, so that a repeated one is processed once; about 150 bytes each.
     */
    @WithDefault("20000")
    int maxProcessed();

    /**
     * Whether a change of memberships, roles or permissions, or the deletion of an organisation, revokes the tokens issued
     * before. Without it tokens keep their content until they expire, after 60 s.
     */
    @WithDefault("false")
    boolean denyOutdatedTokens();
}
