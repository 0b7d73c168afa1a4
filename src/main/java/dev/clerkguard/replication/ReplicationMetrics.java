package dev.clerkguard.replication;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** Metrics of the connection to Redis and of the queue. */
@Singleton
class ReplicationMetrics {
    void bind(
            @Observes StartupEvent event,
            MeterRegistry registry,
            ReplicationTransport transport,
            ReplicationConfig config) {
        Gauge.builder(
                        "clerk.guard.redis.configured",
                        transport,
                        of -> of.state().configured() ? 1 : 0)
                .description("1 when there is a REDIS_URL")
                .register(registry);
        Gauge.builder("clerk.guard.redis.connected", transport, of -> of.state().connected() ? 1 : 0)
                .description("1 when this replica receives the messages of the others")
                .register(registry);
        Gauge.builder("clerk.guard.redis.round.trip", transport, ReplicationMetrics::roundTrip)
                .baseUnit("seconds")
                .description("Duration of the last message from this replica to itself; NaN before the first")
                .register(registry);
        Gauge.builder("clerk.guard.replica.outbox", transport, of -> of.state().queued())
                .description("Messages that Redis does not have yet")
                .register(registry);
        Gauge.builder("clerk.guard.replica.outbox.maximum", config, ReplicationConfig::queueSize)
                .description("Maximum number of queued messages (clerk.replicas.queue-size); more are rejected")
                .register(registry);
        FunctionCounter.builder("clerk.guard.redis.reconnections", transport, of -> of.state()
                        .reconnects())
                .description("Connections after the first")
                .register(registry);
    }

    private static double roundTrip(ReplicationTransport transport) {
        return transport.state().roundTrip().map(time -> time.toNanos() / 1e9).orElse(Double.NaN);
    }
}
