package dev.clerkguard.keys;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Builds the {@link KeyRing} that the configuration asks for, and keeps it turning. */
@ApplicationScoped
class KeyRingProducer {
    private static final Logger LOG = Logger.getLogger(KeyRingProducer.class);
    private static final long TICK_MILLIS = 1000;
    /** SmallRye JWT's word for "not set". */
    private static final String NO_KEY = "NONE";

    private final AtomicLong timer = new AtomicLong(-1);

    @Produces
    @Singleton
    KeyRing keyRing(
            Vertx vertx,
            @ConfigProperty(name = "mp.jwt.verify.publickey") Optional<String> pem,
            @ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<String> location,
            KeysConfig config) {
        return new KeyRing(
                source(vertx, pem.filter(key -> !NO_KEY.equals(key)), location, config), config, Clock.systemUTC());
    }

    void start(@Observes StartupEvent event, KeyRing ring, Vertx vertx) {
        ring.tick();
        timer.set(vertx.setPeriodic(TICK_MILLIS, tick -> ring.tick()));
    }

    /** In dev mode the JWKS may be this very service's, which could not answer before. */
    void listening(@ObservesAsync HttpServerStart event, KeyRing ring) {
        ring.loadIfEmpty();
    }

    /** Vert.x outlives a live reload; a ring that nobody asks any more must not go on fetching. */
    void stop(@Observes ShutdownEvent event, Vertx vertx) {
        vertx.cancelTimer(timer.get());
    }

    private static KeySource source(Vertx vertx, Optional<String> pem, Optional<String> location, KeysConfig config) {
        if (pem.isPresent()) {
            SigningKeys keys = pem(pem.get());
            return () -> Uni.createFrom().item(keys);
        }
        return new JwksEndpoint(
                vertx,
                location.map(KeyRingProducer::httpUri)
                        .orElseThrow(() -> new ConfigurationException("mp.jwt.verify.publickey.location is not set")),
                config);
    }

    private static SigningKeys pem(String text) {
        try {
            return SigningKeys.ofPem(PemKey.read(text));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "CLERK_JWT_KEY (mp.jwt.verify.publickey) is not usable: " + e.getMessage());
        }
    }

    private static URI httpUri(String text) {
        try {
            URI uri = new URI(text.strip());
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            LOG.debugf("mp.jwt.verify.publickey.location: %s", e.getReason());
        }
        throw new ConfigurationException("mp.jwt.verify.publickey.location must be an http or https address");
    }
}
