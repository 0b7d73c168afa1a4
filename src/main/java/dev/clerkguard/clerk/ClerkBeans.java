package dev.clerkguard.clerk;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.core.Vertx;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Puts together what looks users up. */
@ApplicationScoped
class ClerkBeans {
    private static final long NO_TIMEOUT_OF_ITS_OWN = -1;
    private static final long SHORTEST_WINDOW_MILLIS = 30_000;

    @Produces
    @Singleton
    Backend backend(Vertx vertx, ObjectMapper mapper, BackendConfig config, MeterRegistry registry) {
        return backend(vertx, mapper, config, registry, Clock.systemUTC());
    }

    static Backend backend(
            Vertx vertx, ObjectMapper mapper, BackendConfig config, MeterRegistry registry, Clock clock) {
        CircuitBreaker breaker = CircuitBreaker.create(
                "clerk",
                vertx,
                new CircuitBreakerOptions()
                        .setMaxFailures(config.backend().breakerFailures())
                        .setFailuresRollingWindow(windowMillis(config.backend()))
                        .setResetTimeout(config.backend().breakerPause().toMillis())
                        .setTimeout(NO_TIMEOUT_OF_ITS_OWN)
                        // Its statistics would go over the event bus every two seconds, to nobody.
                        .setNotificationAddress(null));
        return new Backend(
                breaker,
                new AnswerReader(mapper, config.backend().maxBytes()),
                config.backend(),
                new BackendCalls(registry),
                clock);
    }

    /** Long enough for failures that each take the whole budget, one after the other. */
    private static long windowMillis(BackendConfig.Backend config) {
        long slowest = config.budget().toMillis() * (config.breakerFailures() + 1);
        return Math.max(SHORTEST_WINDOW_MILLIS, slowest);
    }

    @Produces
    @Singleton
    Users users(@RestClient BackendApi api, Backend backend, BackendConfig config, UsersConfig users) {
        return new Users(new BackendUserLookup(api, backend, config), users, Clock.systemUTC());
    }

    @Produces
    @Singleton
    UserSessions userSessions(@RestClient BackendApi api, Backend backend, BackendConfig config) {
        return new UserSessions(api, backend, config);
    }
}
