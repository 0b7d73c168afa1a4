package dev.clerkguard.machine;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

import dev.clerkguard.clerk.BackendApi;
import dev.clerkguard.clerk.BackendClient;
import dev.clerkguard.clerk.BackendConfig;
import dev.clerkguard.keys.JwksCache;
import dev.clerkguard.machine.MachineCredentialCache.CacheTimes;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.token.VerificationConfig;

/** Produces the cache of machine credentials. */
@ApplicationScoped
class MachineProducer {
    /** Beyond the time for the call itself: what a request may wait for its turn. */
    private static final Duration TURN = Duration.ofMillis(300);

    private final Clock clock;

    MachineProducer(Clock clock) {
        this.clock = clock;
    }

    @Produces
    @Singleton
    OAuthAudience audience(VerificationConfig verification, ProtectedResource resource) {
        return new OAuthAudience(verification.audience(), resource.url());
    }

    @Produces
    @Singleton
    MachineJwtVerifier jwts(
            JwksCache keys,
            OAuthAudience audience,
            MachineConfig config,
            VerificationConfig verification,
            @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer) {
        Set<String> issuers =
                config.issuers().orElseGet(() -> issuer.map(Set::of).orElse(Set.of()));
        return new MachineJwtVerifier(keys, issuers, audience, verification.clockSkew(), clock);
    }

    @Produces
    @Singleton
    CredentialVerifier backendVerifier(
            @RestClient BackendApi api, BackendClient backend, OAuthAudience audience, MachineMetrics metrics) {
        return new BackendCredentialVerifier(api, backend, new VerificationResult(audience, clock), metrics);
    }

    @Produces
    @Singleton
    MachineCredentialCache credentials(
            CredentialVerifier verifier,
            MachineJwtVerifier jwts,
            JwksCache keys,
            RevocationList revocations,
            MachineMetrics metrics,
            MachineConfig machine,
            BackendConfig backend,
            VerificationConfig verification) {
        return new MachineCredentialCache(
                verifier,
                jwts,
                keys,
                revocations,
                metrics,
                machine,
                new CacheTimes(backend.backend().timeout().plus(TURN), verification.clockSkew(), clock));
    }

    void bind(@Observes StartupEvent event, MeterRegistry registry, MachineCredentialCache credentials) {
        credentials.measure(registry);
    }
}
