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

/** Whether there are keys to verify with, how old they are, and how fetching them goes. */
@Singleton
class KeyMetrics {
    private final Clock clock = Clock.systemUTC();

    void bind(@Observes StartupEvent event, MeterRegistry registry, KeyRing ring, KeysConfig config) {
        Gauge.builder("clerk.guard.signing.keys", ring, KeyMetrics::number)
                .description("Keys that tokens are verified with now; 0: nobody can be authenticated")
                .register(registry);
        Gauge.builder("clerk.guard.signing.keys.age", ring, this::age)
                .baseUnit("seconds")
                .description("Time since Clerk last confirmed the keys; not a number before the first time")
                .register(registry);
        Gauge.builder("clerk.guard.signing.keys.max.age", config, KeyMetrics::maxAge)
                .baseUnit("seconds")
                .description("The age at which keys are not used any more (clerk.keys.max-age)")
                .register(registry);
        fetches(registry, ring, "loaded", Optional.empty());
        for (Cause cause : Cause.values()) {
            fetches(registry, ring, cause.name().toLowerCase(Locale.ROOT), Optional.of(cause));
        }
        ring.measure(registry);
    }

    private static void fetches(MeterRegistry registry, KeyRing ring, String outcome, Optional<Cause> failure) {
        FunctionCounter.builder("clerk.guard.signing.key.fetches", ring, of -> of.fetches()
                        .of(failure))
                .tag("outcome", outcome)
                .description("Fetches of the signing keys")
                .register(registry);
    }

    private static double number(KeyRing ring) {
        return ring.current().map(SigningKeys::size).orElse(0);
    }

    private double age(KeyRing ring) {
        return ring.state()
                .loadedAt()
                .map(at -> seconds(Duration.between(at, clock.instant())))
                .orElse(Double.NaN);
    }

    private static double maxAge(KeysConfig config) {
        return seconds(config.maxAge());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
