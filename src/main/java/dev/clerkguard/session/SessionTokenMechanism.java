package dev.clerkguard.session;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.problem.RefusedException;

/** Finds the session token in a request and has it verified. Asked only when something wants to know who is calling. */
@ApplicationScoped
class SessionTokenMechanism implements HttpAuthenticationMechanism {
    private static final String BEARER = "Bearer";
    /** Before SmallRye JWT's mechanism, which reads one Authorization header of two and does not mind. */
    private static final int BEFORE_SMALLRYE = DEFAULT_PRIORITY + 1000;

    private final RequestToken tokens;

    SessionTokenMechanism(RequestToken tokens) {
        this.tokens = tokens;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        Optional<String> token;
        try {
            token = tokens.of(request.request());
        } catch (RefusedException e) {
            return Uni.createFrom().failure(e);
        }
        return token.map(text ->
                        providers.authenticate(new TokenAuthenticationRequest(new TokenCredential(text, "bearer"))))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, HttpHeaderNames.WWW_AUTHENTICATE, BEARER));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, BEARER));
    }

    @Override
    public int getPriority() {
        return BEFORE_SMALLRYE;
    }
}
