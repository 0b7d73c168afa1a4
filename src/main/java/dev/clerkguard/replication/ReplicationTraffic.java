package dev.clerkguard.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts and times the messages between replicas. */
@Singleton
class ReplicationTraffic {
    private static final Logger LOG = Logger.getLogger(ReplicationTraffic.class);
    private static final long LOG_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final Counter sent;
    private final Counter received;
    private final Map<RejectedMessage, Counter> rejected = new EnumMap<>(RejectedMessage.class);
    private final Timer lag;
    private long nextLine = System.nanoTime();

    ReplicationTraffic(MeterRegistry registry) {
        this.sent = direction(registry, "sent");
        this.received = direction(registry, "received");
        for (RejectedMessage reason : RejectedMessage.values()) {
            rejected.put(
                    reason,
                    Counter.builder("clerk.guard.replica.messages.rejected")
                            .description("Messages from Redis that were not applied")
                            .tag("reason", reason.label())
                            .register(registry));
        }
        this.lag = Timer.builder("clerk.guard.replica.lag")
                .description("Time from the publication of a message on another replica to its arrival here")
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

    /** @param publishedAt by the clock of the sender; one that is ahead counts as no time */
    void received(Instant publishedAt, Instant now) {
        received.increment();
        Duration took = Duration.between(publishedAt, now);
        lag.record(took.isNegative() ? Duration.ZERO : took);
    }

    /** Counts a rejected message. Other clients of Redis can cause it, so there is one line a minute at most. */
    synchronized void rejected(RejectedMessage reason) {
        rejected.get(reason).increment();
        long now = System.nanoTime();
        if (now - nextLine >= 0) {
            nextLine = now + LOG_EVERY_NANOS;
            LOG.warnf("event=replication_message_rejected reason=%s", reason.label());
        }
    }
}
