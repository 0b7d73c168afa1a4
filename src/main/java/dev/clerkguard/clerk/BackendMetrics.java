package dev.clerkguard.clerk;

import java.time.Duration;
import java.util.Locale;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.circuitbreaker.CircuitBreakerState;

/** Metrics of the Backend API's circuit breaker and back-off. */
@Singleton
class BackendMetrics {
    void bind(@Observes StartupEvent event, MeterRegistry registry, BackendClient backend) {
        for (CircuitBreakerState state : CircuitBreakerState.values()) {
            Gauge.builder("clerk.guard.backend.breaker.state", backend, of -> of.breaker() == state ? 1 : 0)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .description("1 for the state that the circuit breaker is in")
                    .register(registry);
        }
        Gauge.builder("clerk.guard.backend.pause", backend, BackendMetrics::pause)
                .baseUnit("seconds")
                .description("For how long Clerk is not asked: it limits us, or refuses the secret key")
                .register(registry);
    }

    private static double pause(BackendClient backend) {
        Duration left = backend.pauseLeft();
        return left.isNegative() ? 0 : left.toMillis() / 1000.0;
    }
}
