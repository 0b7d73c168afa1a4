package dev.clerkguard.replica;

import java.time.Clock;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisStandaloneConnectOptions;

/** Knows the other replicas where the configuration says how to reach them. */
@ApplicationScoped
class ReplicaBeans {
    /** A start that cannot work ends here, in one line: before anything connects, or warns of something else. */
    void check(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event, ReplicasConfig config) {
        url(config).ifPresent(ReplicaBeans::requireRedis);
    }

    @Produces
    @Singleton
    Replicas replicas(Vertx vertx, ReplicasConfig config, ReplicaTraffic traffic) {
        return url(config)
                .<Replicas>map(url -> new RedisReplicas(vertx, url, config, traffic, Clock.systemUTC()))
                .orElseGet(Replicas.None::new);
    }

    private static Optional<String> url(ReplicasConfig config) {
        return config.redisUrl().map(String::strip).filter(url -> !url.isEmpty());
    }

    /** The message does not say what the address is, nor does it pass on one that does: it may contain the password. */
    private static void requireRedis(String url) {
        if (!url.startsWith("redis://") && !url.startsWith("rediss://")) {
            throw new ConfigurationException(
                    "REDIS_URL (clerk.replicas.redis-url) must be like redis://redis:6379 or rediss://….");
        }
        try {
            new RedisStandaloneConnectOptions(new RedisOptions().setConnectionString(url));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "REDIS_URL (clerk.replicas.redis-url) is not an address. Special characters"
                            + " in a password are written as %40 and the like.");
        }
    }
}
