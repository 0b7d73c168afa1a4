package dev.clerkguard.session;

import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.security.identity.CurrentIdentityAssociation;

import dev.clerkguard.keys.KeyRing;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/** Builds what verifies tokens, and hands the current request's session to whoever injects one. */
@ApplicationScoped
class SessionBeans {
    @Produces
    @Singleton
    TokenVerifier tokenVerifier(
            KeyRing keys,
            @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer,
            VerificationConfig config) {
        return new TokenVerifier(keys, issuer, config, Clock.systemUTC());
    }

    @Produces
    @Singleton
    VerifiedTokens verifiedTokens(
            TokenVerifier verifier,
            KeyRing keys,
            Denials denials,
            VerificationConfig verification,
            TokenCacheConfig cache) {
        return new VerifiedTokens(verifier, keys, denials, verification, cache, Clock.systemUTC());
    }

    @Produces
    @Singleton
    Denials denials(DenialsConfig config, VerificationConfig verification, Instance<DenialAnnouncer> announcer) {
        return new Denials(
                config,
                verification,
                announcer.isResolvable() ? announcer.get() : DenialAnnouncer.NOBODY,
                Clock.systemUTC());
    }

    /** A proxy is injected; it resolves here, in each request, and a public endpoint without a token has no session. */
    @Produces
    @RequestScoped
    Session session(CurrentIdentityAssociation association) {
        return SessionIdentity.session(association.getIdentity())
                .orElseThrow(() -> new RefusedException(
                        Reason.SESSION_TOKEN_MISSING, "This request is not signed in, so it has no session."));
    }
}
