package dev.clerkguard.session;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * Turns a bearer token into an identity, on the event loop. It stands in front of SmallRye JWT's own provider, which
 * would verify every token of every request anew.
 */
@ApplicationScoped
class SessionIdentityProvider implements IdentityProvider<TokenAuthenticationRequest> {
    private static final Logger LOG = Logger.getLogger(SessionIdentityProvider.class);
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
        return backOnTheRequestsContext(tokens.verify(request.getToken().getToken()))
                .onFailure(failure -> !(failure instanceof RefusedException))
                .transform(SessionIdentityProvider::unexpected)
                .map(VerifiedToken::identity);
    }

    /** A verification that waited for keys is continued by the fetch's thread, which is another request's event loop. */
    private static <T> Uni<T> backOnTheRequestsContext(Uni<T> uni) {
        Context context = Vertx.currentContext();
        return context == null
                ? uni
                : uni.emitOn(task -> {
                    if (Vertx.currentContext() == context) {
                        task.run();
                    } else {
                        context.runOnContext(ignored -> task.run());
                    }
                });
    }

    /** Whatever a token makes the libraries stumble over is the token's fault; the message may quote it, so it stays. */
    private static Throwable unexpected(Throwable failure) {
        LOG.errorf(
                "A token could not be verified: unexpected %s",
                failure.getClass().getName());
        return new RefusedException(Reason.TOKEN_VERIFICATION_FAILED, "The token could not be verified.");
    }
}
