package dev.clerkguard.keys;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Produces the {@link JwksCache} for the configured source of keys, and runs its refresh every second. */
@ApplicationScoped
class JwksCacheProducer {
    private static final long TICK_MILLIS = 1000;

    private final AtomicLong timer = new AtomicLong(-1);

    @Produces
    @Singleton
    JwksCache jwksCache(
            Vertx vertx,
            PemSigningKey pem,
            @ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<String> location,
            JwksConfig config,
            Instance<LocalSigningKeys> local,
            Clock clock) {
        Optional<SigningKeys> inThisProcess =
                local.stream().flatMap(keys -> keys.current().stream()).findFirst();
        JwksSource source = pem.keys()
                .or(() -> inThisProcess)
                .<JwksSource>map(keys -> () -> Uni.createFrom().item(keys))
                .orElseGet(() -> endpoint(vertx, location, config));
        return new JwksCache(source, config, clock);
    }

    void start(@Observes StartupEvent event, JwksCache cache, Vertx vertx) {
        cache.tick();
        timer.set(vertx.setPeriodic(TICK_MILLIS, tick -> cache.tick()));
    }

    /** The JWKS can be at this service's own address, which does not answer before the HTTP server listens. */
    void listening(@ObservesAsync HttpServerStart event, JwksCache cache) {
        cache.loadIfEmpty();
    }

    /** Vert.x continues after a live reload. Without this, the caches of earlier loads would go on fetching. */
    void stop(@Observes ShutdownEvent event, Vertx vertx) {
        vertx.cancelTimer(timer.get());
    }

    /** StartupValidation has ensured that the location is an http or https address. */
    private static JwksSource endpoint(Vertx vertx, Optional<String> location, JwksConfig config) {
        return new JwksEndpoint(vertx, URI.create(location.orElseThrow().strip()), config);
    }
}
