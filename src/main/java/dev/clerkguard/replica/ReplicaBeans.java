package dev.clerkguard.replica;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;

/** Knows the other replicas where the configuration says how to reach them. */
@ApplicationScoped
class ReplicaBeans {
    /** A start that cannot work ends here, in one line. */
    void check(@Observes StartupEvent event, ReplicasConfig config) {
        url(config).ifPresent(ReplicaBeans::requireRedis);
    }

    @Produces
    @Singleton
    Replicas replicas(Vertx vertx, ReplicasConfig config) {
        return url(config)
                .<Replicas>map(url -> new RedisReplicas(vertx, url, config, Clock.systemUTC()))
                .orElseGet(Replicas.None::new);
    }

    private static Optional<String> url(ReplicasConfig config) {
        return config.redisUrl().map(String::strip).filter(url -> !url.isEmpty());
    }

    /** The message does not say what the address is: it may contain the password. */
    private static void requireRedis(String url) {
        try {
            URI uri = new URI(url);
            if (("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme())) && uri.getHost() != null) {
                return;
            }
        } catch (URISyntaxException e) {
            throw new ConfigurationException("REDIS_URL (clerk.replicas.redis-url) is not an address.");
        }
        throw new ConfigurationException(
                "REDIS_URL (clerk.replicas.redis-url) must be like redis://redis:6379 or rediss://….");
    }
}
