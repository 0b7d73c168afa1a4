package dev.clerkguard.user;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** Metrics of the user cache. */
@Singleton
class UserMetrics {
    void bind(@Observes StartupEvent event, MeterRegistry registry, UserCache users) {
        Gauge.builder("clerk.guard.users.in.flight", users, UserCache::inFlight)
                .description("Calls of the Backend API for users that have not ended")
                .register(registry);
        FunctionCounter.builder("clerk.guard.users.served.stale", users, UserCache::servedStale)
                .description("Answers with an expired user, because the Backend API gave no answer")
                .register(registry);
        users.measure(registry);
    }
}
