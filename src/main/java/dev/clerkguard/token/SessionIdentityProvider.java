package dev.clerkguard.token;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.smallrye.mutiny.Uni;

/**
 * Turns a bearer token into an identity, on the event loop. The application excludes SmallRye JWT's provider
 * ({@code quarkus.arc.exclude-types}), which verifies the token of every request again.
 */
@ApplicationScoped
class SessionIdentityProvider implements IdentityProvider<TokenAuthenticationRequest> {
    /**
     * Quarkus calls the provider with the highest priority first; an extension's provider must not replace this one.
     */
    private static final int PRIORITY = 2000;

    private final VerifiedTokenCache tokens;

    SessionIdentityProvider(VerifiedTokenCache tokens) {
        this.tokens = tokens;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return tokens.verify(request.getToken().getToken()).map(VerifiedToken::identity);
    }
}
