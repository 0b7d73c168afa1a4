package dev.clerkguard.replication;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The connection between the replicas of this service. */
@ConfigMapping(prefix = "clerk.replicas")
public interface ReplicationConfig {
    /**
     * {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss://} for TLS. Without it there is one
     * replica. {@code REDIS_URL} in the environment means the same.
     */
    Optional<String> redisUrl();

    /**
     * PEM file with the certificate authorities that are trusted for {@code rediss://}; without it those of the Java
     * runtime, which a native binary has from the build.
     */
    Optional<Path> caFile();

    /**
     * The secret from which the key of the messages' authentication codes is derived; the same on all replicas. Several,
     * separated by commas, while it is rotated. By default the webhook signing secret, else the secret key.
     */
    @WithDefault("${clerk.webhook.signing-secret:${clerk.secret-key:}}")
    Optional<List<String>> secret();

    /** The start of the names of keys and channels in Redis; the same on all replicas of one Clerk instance. */
    @WithDefault("clerk-guard")
    String prefix();

    /** Messages queued while Redis is unavailable. With more, webhooks are answered with 503, and Svix repeats them. */
    @WithDefault("10000")
    int queueSize();
}
