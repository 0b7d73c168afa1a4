package dev.clerkguard.token;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Authenticates a request by its session token. Quarkus calls it only where an identity is required, because proactive
 * authentication is off. The application excludes SmallRye JWT's mechanism ({@code quarkus.arc.exclude-types}), which
 * reads the first of two Authorization headers.
 */
@ApplicationScoped
class SessionTokenMechanism extends BearerMechanism {
    /** Before the mechanism of an extension, so that a token is refused here with its reason. */
    private static final int PRIORITY = DEFAULT_PRIORITY + 1000;

    private final TokenExtractor tokens;

    SessionTokenMechanism(TokenExtractor tokens) {
        this.tokens = tokens;
    }

    @Override
    protected Optional<TokenAuthenticationRequest> credential(RoutingContext request) {
        return tokens.of(request.request())
                .map(token -> new TokenAuthenticationRequest(new TokenCredential(token, "bearer")));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }
}
