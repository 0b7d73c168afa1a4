package dev.clerkguard.webhook;

import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** Counts deliveries by type and outcome. Types without a handler are counted together. */
@Startup
@Singleton
class WebhookCounters {
    private static final String OTHER = "other";

    private final MeterRegistry registry;

    WebhookCounters(MeterRegistry registry) {
        this.registry = registry;
        // Registered at zero, so that an alert sees the first increase.
        Stream.of(DeliveryOutcome.IGNORED, DeliveryOutcome.REFUSED, DeliveryOutcome.UNREAD)
                .forEach(outcome -> counter(OTHER, outcome));
    }

    /** @param type one with a handler; other types are chosen by the sender, and their number is not bounded */
    void add(String type, DeliveryOutcome outcome) {
        counter(type, outcome).increment();
    }

    void addOther(DeliveryOutcome outcome) {
        add(OTHER, outcome);
    }

    private Counter counter(String type, DeliveryOutcome outcome) {
        return Counter.builder("clerk.guard.webhook.events")
                .description("Deliveries at the webhook endpoint")
                .tags("type", type, "outcome", outcome.label())
                .register(registry);
    }
}
