package dev.clerkguard.replica;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** The messages between replicas, counted and timed. */
@Singleton
class ReplicaTraffic {
    private final Counter sent;
    private final Counter received;
    private final Timer lag;

    ReplicaTraffic(MeterRegistry registry) {
        this.sent = direction(registry, "sent");
        this.received = direction(registry, "received");
        this.lag = Timer.builder("clerk.guard.replica.lag")
                .description("Time from a message's announcement on another replica to its arrival here")
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1))
                .register(registry);
    }

    private static Counter direction(MeterRegistry registry, String direction) {
        return Counter.builder("clerk.guard.replica.messages")
                .description("Messages to and from other replicas")
                .tag("direction", direction)
                .register(registry);
    }

    void sent(int messages) {
        sent.increment(messages);
    }

    /** @param took by the clocks of both; empty when the sender does not say when it began */
    void received(Optional<Duration> took) {
        received.increment();
        // Two clocks: one that is a little ahead must not make it arrive before it was sent.
        took.ifPresent(duration -> lag.record(duration.isNegative() ? Duration.ZERO : duration));
    }
}
