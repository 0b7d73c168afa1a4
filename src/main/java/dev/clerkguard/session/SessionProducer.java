package dev.clerkguard.session;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.jwt.auth.cdi.NullJsonWebToken;

import dev.clerkguard.problem.RefusedException;

/** Produces the {@link Session} of the current request for injection. */
@ApplicationScoped
class SessionProducer {
    /**
     * The injected object is a proxy, which finds the session when one of its methods is called.
     *
     * @throws RefusedException with the reason session-token-missing when the request has no session
     */
    @Produces
    @RequestScoped
    Session session(CurrentSession current) {
        return current.require();
    }

    /**
     * MicroProfile JWT's principal, in place of SmallRye JWT's producer, which fails for an identity that is no JWT.
     *
     * @throws RefusedException with the reason token-type-mismatch when the request has another kind of credential
     */
    @Produces
    @RequestScoped
    JsonWebToken token(CurrentSession current) {
        Optional<SecurityIdentity> identity = current.identity();
        if (identity.isEmpty()) {
            return new NullJsonWebToken();
        }
        return identity.map(SecurityIdentity::getPrincipal)
                .filter(JsonWebToken.class::isInstance)
                .map(JsonWebToken.class::cast)
                .orElseThrow(SessionIdentity::otherCredential);
    }
}
