package dev.clerkguard.webhook;

import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** How many deliveries came, by type and outcome. Types that mean nothing here are counted together. */
@Startup
@Singleton
class WebhookCounts {
    private static final String OTHER = "other";

    private final MeterRegistry registry;

    WebhookCounts(MeterRegistry registry) {
        this.registry = registry;
        // There from the start, at zero: of the first one, too, it is seen that it came.
        Stream.of(Outcome.IGNORED, Outcome.REFUSED, Outcome.UNREAD).forEach(outcome -> counter(OTHER, outcome));
    }

    /** @param type one that has an effect here: the sender may write anything */
    void add(String type, Outcome outcome) {
        counter(type, outcome).increment();
    }

    void addOther(Outcome outcome) {
        add(OTHER, outcome);
    }

    private Counter counter(String type, Outcome outcome) {
        return Counter.builder("clerk.guard.webhook.events")
                .description("Deliveries at the webhook endpoint")
                .tags("type", type, "outcome", outcome.label())
                .register(registry);
    }
}
