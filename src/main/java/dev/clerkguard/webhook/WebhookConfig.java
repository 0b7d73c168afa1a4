package dev.clerkguard.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is accepted at POST /webhooks/clerk, and what is made of it. */
@ConfigMapping(prefix = "clerk.webhook")
public interface WebhookConfig {
    /** {@code whsec_…}; several while a secret is rotated. Without one there is no such endpoint (404). */
    Optional<List<String>> signingSecret();

    /** How old, or how far in the future by the clock here, a delivery may be. */
    @WithDefault("300s")
    Duration tolerance();

    /** Bytes of a delivery at most. A larger one is refused with 413 before it is read. */
    @WithDefault("262144")
    long maxBytes();

    /** Deliveries that are read or answered at once. One more is refused with 503, and not read. */
    @WithDefault("32")
    int maxConcurrent();

    /** From a delivery's headers to its last byte. One that takes longer is refused with 408. */
    @WithDefault("10s")
    Duration readTimeout();

    /**
     * Deliveries remembered, so that one that comes twice is done once, and things of which it is remembered how new they
     * are known: the last so many of each, about 150 bytes each.
     */
    @WithDefault("20000")
    int maximumRemembered();

    /**
     * Whether a change of memberships, roles or permissions, and the end of an organisation, deny the tokens that were
     * issued before. Without it a token says for its lifetime, 60 s, what was true when it was made.
     */
    @WithDefault("false")
    boolean denyOutdatedTokens();
}
