package dev.clerkguard.revocation;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** Metrics of the revocation list. */
@Singleton
class RevocationMetrics {
    void bind(@Observes StartupEvent event, MeterRegistry registry, RevocationList revocations) {
        Gauge.builder("clerk.guard.denials", revocations, RevocationList::size)
                .description("Revoked ids, including some that ended less than a minute ago")
                .register(registry);
        Gauge.builder("clerk.guard.denials.maximum", revocations, RevocationList::maxEntries)
                .description("Maximum number of revoked ids (clerk.denials.max-entries)")
                .register(registry);
        FunctionCounter.builder("clerk.guard.denials.full", revocations, RevocationList::overflows)
                .description("How often the list was full and all tokens issued until then were revoked instead")
                .register(registry);
    }
}
