package dev.clerkguard.token;

import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.clerkguard.keys.JwksCache;
import dev.clerkguard.revocation.RevocationConfig;
import dev.clerkguard.revocation.RevocationList;

/** Produces the verifier of session tokens and the cache of verified ones. */
@ApplicationScoped
class TokenProducer {
    @Produces
    @Singleton
    TokenVerifier tokenVerifier(
            JwksCache keys,
            @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer,
            VerificationConfig config,
            RevocationConfig revocation,
            Clock clock) {
        return new TokenVerifier(keys, issuer, config, revocation.tokenLifetime(), clock);
    }

    @Produces
    @Singleton
    VerifiedTokenCache verifiedTokens(
            TokenVerifier verifier,
            JwksCache keys,
            RevocationList revocations,
            VerificationConfig verification,
            TokenCacheConfig cache,
            Clock clock) {
        return new VerifiedTokenCache(verifier, keys, revocations, verification, cache, clock);
    }

    @Produces
    @Singleton
    SessionValidity sessionValidity(RevocationList revocations, VerificationConfig config, Clock clock) {
        return new SessionValidity(revocations, config.clockSkew(), clock);
    }
}
