package dev.clerkguard.revocation;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Produces the revocation list, with the publisher to the other replicas. */
@ApplicationScoped
class RevocationProducer {
    @Produces
    @Singleton
    RevocationList revocations(
            RevocationConfig config,
            @ConfigProperty(name = "clerk.clock-skew") Duration clockSkew,
            RevocationPublisher publisher,
            Clock clock) {
        return new RevocationList(config, clockSkew, publisher, clock);
    }
}
