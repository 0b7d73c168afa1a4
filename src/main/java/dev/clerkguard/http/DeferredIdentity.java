package dev.clerkguard.http;

import java.util.function.BiConsumer;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AnonymousAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.vertx.ext.web.RoutingContext;

/**
 * The identity of one request, as Quarkus authenticates it. The steps of that authentication are put together when the
 * first subscriber comes, which most requests never have: they are public, or authenticated on the direct way. Quarkus'
 * own handler puts them together for every request.
 */
final class DeferredIdentity extends AbstractUni<SecurityIdentity> {
    private final HttpAuthenticator authenticator;
    private final RoutingContext request;
    private Uni<SecurityIdentity> authentication;

    DeferredIdentity(HttpAuthenticator authenticator, RoutingContext request) {
        this.authenticator = authenticator;
        this.request = request;
    }

    @Override
    public void subscribe(UniSubscriber<? super SecurityIdentity> subscriber) {
        AbstractUni.subscribe(authentication(), subscriber);
    }

    private synchronized Uni<SecurityIdentity> authentication() {
        if (authentication == null) {
            authentication = authenticate();
        }
        return authentication;
    }

    /** As io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder.AuthenticationHandler does it. */
    private Uni<SecurityIdentity> authenticate() {
        return Uni.createFrom()
                .deferred(() -> authenticator.attemptAuthentication(request))
                .memoize()
                .indefinitely()
                .flatMap(identity -> identity == null
                        ? authenticator
                                .getIdentityProviderManager()
                                .authenticate(HttpSecurityUtils.setRoutingContextAttribute(
                                        new AnonymousAuthenticationRequest(), request))
                        : Uni.createFrom().item(identity))
                .onTermination()
                .invoke((identity, failure, cancelled) -> ended(identity, failure))
                .memoize()
                .indefinitely();
    }

    private void ended(SecurityIdentity identity, Throwable failure) {
        if (identity != null) {
            request.setUser(new QuarkusHttpUser(identity));
        } else if (failure != null) {
            BiConsumer<RoutingContext, Throwable> handler = request.get(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
            if (handler != null) {
                handler.accept(request, failure);
            }
        }
    }
}
