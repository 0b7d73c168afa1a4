package dev.clerkguard.keys;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

import dev.clerkguard.keys.KeysUnavailableException.Cause;

/** Metrics of the signing keys: their number, their age and the outcome of the fetches. */
@Singleton
class JwksMetrics {
    private final Clock clock;

    JwksMetrics(Clock clock) {
        this.clock = clock;
    }

    void bind(@Observes StartupEvent event, MeterRegistry registry, JwksCache cache, JwksConfig config) {
        Gauge.builder("clerk.guard.signing.keys", cache, JwksMetrics::number)
                .description("Keys that tokens are verified with; 0: every request with a token is answered with 503")
                .register(registry);
        Gauge.builder("clerk.guard.signing.keys.age", cache, this::age)
                .baseUnit("seconds")
                .description("Time since the last successful fetch; NaN before the first one")
                .register(registry);
        Gauge.builder("clerk.guard.signing.keys.max.age", config, JwksMetrics::maxAge)
                .baseUnit("seconds")
                .description("Age at which keys expire (clerk.keys.max-age)")
                .register(registry);
        fetches(registry, cache, "loaded", Optional.empty());
        for (Cause cause : Cause.values()) {
            fetches(registry, cache, cause.name().toLowerCase(Locale.ROOT), Optional.of(cause));
        }
        cache.measure(registry);
    }

    private static void fetches(MeterRegistry registry, JwksCache cache, String outcome, Optional<Cause> failure) {
        FunctionCounter.builder("clerk.guard.signing.key.fetches", cache, jwks -> jwks.fetches()
                        .of(failure))
                .tag("outcome", outcome)
                .description("Fetches of the signing keys")
                .register(registry);
    }

    private static double number(JwksCache cache) {
        return cache.current().map(SigningKeys::size).orElse(0);
    }

    private double age(JwksCache cache) {
        return cache.state()
                .loadedAt()
                .map(at -> seconds(Duration.between(at, clock.instant())))
                .orElse(Double.NaN);
    }

    private static double maxAge(JwksConfig config) {
        return seconds(config.maxAge());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
