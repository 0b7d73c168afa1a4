package dev.clerkguard.session;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.smallrye.mutiny.Uni;

/**
 * Turns a bearer token into an identity, on the event loop. It stands in front of SmallRye JWT's own provider, which
 * would verify every token of every request anew.
 */
@ApplicationScoped
class SessionIdentityProvider implements IdentityProvider<TokenAuthenticationRequest> {
    /** Above SmallRye JWT's provider, which has 1001 and would otherwise be the only one asked. */
    private static final int BEFORE_SMALLRYE = 2000;

    private final VerifiedTokens tokens;

    SessionIdentityProvider(VerifiedTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public int priority() {
        return BEFORE_SMALLRYE;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return tokens.verify(request.getToken().getToken()).map(VerifiedToken::identity);
    }
}
