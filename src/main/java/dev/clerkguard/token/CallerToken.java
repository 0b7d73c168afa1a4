package dev.clerkguard.token;

import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;

import io.quarkus.arc.Arc;
import io.quarkus.rest.client.reactive.ReactiveClientHeadersFactory;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.session.SessionIdentity;

/**
 * Passes the caller's session token on: {@code @RegisterClientHeaders(CallerToken.class)} on a REST client adds
 * {@code Authorization: Bearer <token>} to its calls. The token is verified. No other header of the request is passed on, and
 * no machine credential. A call outside of a request, or without a signed-in caller, is sent without the header.
 */
@Singleton
public class CallerToken extends ReactiveClientHeadersFactory {
    private final CurrentIdentityAssociation identities;
    private final CurrentVertxRequest current;
    private final TokenExtractor tokens;

    CallerToken(CurrentIdentityAssociation identities, CurrentVertxRequest current, TokenExtractor tokens) {
        this.identities = identities;
        this.current = current;
        this.tokens = tokens;
    }

    /** Fails with {@link dev.clerkguard.problem.RefusedException} when the caller sent a token that is not valid. */
    @Override
    public Uni<MultivaluedMap<String, String>> getHeaders(
            MultivaluedMap<String, String> incoming, MultivaluedMap<String, String> outgoing) {
        RoutingContext request = Arc.container().requestContext().isActive() ? current.getCurrent() : null;
        if (request == null || outgoing.containsKey(HttpHeaders.AUTHORIZATION)) {
            return Uni.createFrom().item(new MultivaluedHashMap<>());
        }
        return identities.getDeferredIdentity().map(identity -> headers(identity, request));
    }

    private MultivaluedMap<String, String> headers(SecurityIdentity identity, RoutingContext request) {
        MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
        Optional<String> token = SessionIdentity.session(identity).flatMap(session -> tokens.of(request.request()));
        token.ifPresent(text -> headers.putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + text));
        return headers;
    }
}
