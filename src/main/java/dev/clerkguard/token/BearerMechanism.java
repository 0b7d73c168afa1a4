package dev.clerkguard.token;

import java.util.Optional;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.problem.RefusedException;

/** The common part of the mechanisms for bearer tokens (RFC 6750): the challenge, and a refusal as a failed {@link Uni}. */
public abstract class BearerMechanism implements HttpAuthenticationMechanism {
    private static final String BEARER = "Bearer";

    /**
     * The credential of the request, for the identity providers.
     *
     * @return empty when this mechanism finds no credential, so that the next mechanism is tried
     * @throws RefusedException when the credential is refused before it is verified
     */
    protected abstract Optional<? extends AuthenticationRequest> credential(RoutingContext request);

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        Optional<? extends AuthenticationRequest> credential;
        try {
            credential = credential(request);
        } catch (RefusedException e) {
            return Uni.createFrom().failure(e);
        }
        return credential.isPresent()
                ? providers.authenticate(credential.get())
                : Uni.createFrom().nullItem();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, HttpHeaderNames.WWW_AUTHENTICATE, BEARER));
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, BEARER));
    }
}
