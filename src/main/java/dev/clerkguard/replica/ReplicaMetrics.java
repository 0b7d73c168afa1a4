package dev.clerkguard.replica;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** Whether this replica and the others can tell each other what they were told. */
@Singleton
class ReplicaMetrics {
    void bind(@Observes StartupEvent event, MeterRegistry registry, Replicas replicas, ReplicasConfig config) {
        Gauge.builder("clerk.guard.redis.configured", replicas, of -> of.state().configured() ? 1 : 0)
                .description("1 when there is a REDIS_URL")
                .register(registry);
        Gauge.builder("clerk.guard.redis.connected", replicas, of -> of.state().connected() ? 1 : 0)
                .description("1 when this replica hears the others")
                .register(registry);
        Gauge.builder("clerk.guard.redis.round.trip", replicas, ReplicaMetrics::roundTrip)
                .baseUnit("seconds")
                .description("How long the last message to ourselves took; not a number before the first")
                .register(registry);
        Gauge.builder("clerk.guard.replica.outbox", replicas, of -> of.state().waiting())
                .description("Messages that are not in Redis yet")
                .register(registry);
        Gauge.builder("clerk.guard.replica.outbox.maximum", config, ReplicasConfig::outbox)
                .description("More messages than these are refused (clerk.replicas.outbox)")
                .register(registry);
        FunctionCounter.builder("clerk.guard.redis.reconnections", replicas, of -> of.state()
                        .reconnects())
                .description("Connections made anew after the first")
                .register(registry);
    }

    private static double roundTrip(Replicas replicas) {
        return replicas.state().lag().map(lag -> lag.toNanos() / 1e9).orElse(Double.NaN);
    }
}
