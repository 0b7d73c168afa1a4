package dev.clerkguard.session;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** How many sessions, users and organisations are denied, and how near that is to the most that are held. */
@Singleton
class DenialMetrics {
    void bind(@Observes StartupEvent event, MeterRegistry registry, Denials denials) {
        Gauge.builder("clerk.guard.denials", denials, Denials::size)
                .description("Denials held, among them some that ended less than a minute ago")
                .register(registry);
        Gauge.builder("clerk.guard.denials.maximum", denials, Denials::maximum)
                .description("The most denials that are held one by one (clerk.denials.maximum)")
                .register(registry);
        FunctionCounter.builder("clerk.guard.denials.full", denials, Denials::timesFull)
                .description("How often there was no room, and every token issued until then was refused instead")
                .register(registry);
    }
}
