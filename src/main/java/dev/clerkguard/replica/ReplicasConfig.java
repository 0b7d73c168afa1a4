package dev.clerkguard.replica;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the replicas of this service hear of each other. */
@ConfigMapping(prefix = "clerk.replicas")
public interface ReplicasConfig {
    /**
     * {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss://} for TLS. Without it this service is
     * alone. Also called {@code REDIS_URL} in the environment.
     */
    Optional<String> redisUrl();

    /** What the names of keys and of the channel in Redis begin with; replicas of one Clerk instance have the same. */
    @WithDefault("clerk-guard")
    String prefix();

    /** Messages kept while Redis is away. With more, webhooks are answered with 503, and Svix sends them again. */
    @WithDefault("10000")
    int outbox();
}
