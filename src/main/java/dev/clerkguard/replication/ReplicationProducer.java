package dev.clerkguard.replication;

import java.time.Clock;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** Produces the transport that the configuration asks for. */
@ApplicationScoped
class ReplicationProducer {
    /** Objects whose newest state is remembered, about 150 bytes each. */
    private static final int MOST_STATES = 20_000;

    /** Validates the settings before anything connects or logs another warning. */
    void check(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event,
            ReplicationConfig config) {
        RedisEndpoint.of(config).ifPresent(endpoint -> authenticator(config));
    }

    @Produces
    @Singleton
    ReplicationTransport transport(Vertx vertx, ReplicationConfig config, ReplicationTraffic traffic, Clock clock) {
        return RedisEndpoint.of(config)
                .<ReplicationTransport>map(endpoint ->
                        new RedisReplicationTransport(vertx, endpoint, config, authenticator(config), traffic, clock))
                .orElseGet(ReplicationTransport.None::new);
    }

    @Produces
    @Singleton
    LatestStates latestStates() {
        return new LatestStates(MOST_STATES);
    }

    private static MessageAuthenticator authenticator(ReplicationConfig config) {
        return new MessageAuthenticator(config.secret().orElse(List.of()));
    }
}
