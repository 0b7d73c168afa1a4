package dev.clerkguard.clerk;

import java.time.Clock;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.core.Vertx;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Produces the client of the Backend API and the revoker of sessions. */
@ApplicationScoped
class BackendProducer {
    private static final long NO_TIMEOUT_OF_ITS_OWN = -1;
    private static final long SHORTEST_WINDOW_MILLIS = 30_000;

    @Produces
    @Singleton
    static BackendKeys keys(BackendConfig config) {
        return new BackendKeys(config);
    }

    @Produces
    @Singleton
    static BackendClient backend(
            Vertx vertx,
            Instance<ObjectMapper> mapper,
            BackendKeys keys,
            BackendConfig config,
            MeterRegistry registry,
            Clock clock) {
        return client(vertx, mapper::get, keys, config, registry, clock);
    }

    static BackendClient client(
            Vertx vertx,
            Supplier<ObjectMapper> mapper,
            BackendKeys keys,
            BackendConfig config,
            MeterRegistry registry,
            Clock clock) {
        CircuitBreaker breaker = CircuitBreaker.create(
                "clerk",
                vertx,
                new CircuitBreakerOptions()
                        .setMaxFailures(config.backend().breakerFailures())
                        .setFailuresRollingWindow(windowMillis(config.backend()))
                        .setResetTimeout(config.backend().breakerDelay().toMillis())
                        .setTimeout(NO_TIMEOUT_OF_ITS_OWN)
                        // Its statistics would go over the event bus every two seconds without a consumer.
                        .setNotificationAddress(null));
        ResponseReader reader = new ResponseReader(
                mapper, Math.toIntExact(config.backend().maxBytes().asLongValue()));
        ClerkErrors errors = new ClerkErrors(mapper);
        return new BackendClient(
                breaker,
                reader,
                new VerificationReader(reader, errors),
                new ResourceReader(reader, errors),
                keys,
                config.backend(),
                new BackendCallMetrics(registry),
                clock);
    }

    /** Long enough for consecutive failures that each take the whole time-out. */
    private static long windowMillis(BackendConfig.Backend config) {
        long slowest = config.timeout().toMillis() * (config.breakerFailures() + 1);
        return Math.max(SHORTEST_WINDOW_MILLIS, slowest);
    }

    @Produces
    @Singleton
    SessionRevoker revoker(@RestClient BackendApi api, BackendClient backend, BackendConfig config) {
        return new SessionRevoker(api, backend, config);
    }
}
