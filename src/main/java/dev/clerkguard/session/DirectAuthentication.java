package dev.clerkguard.session;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.spi.runtime.SecurityEventHelper;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.problem.RefusedException;

/**
 * The direct way from a request to its identity, for a token that is known or whose key is in memory. Quarkus' own way
 * leads to the same identity, through steps that are there for what has to wait, and that cost as much as the rest of
 * the request. It is taken by every other request, and by all where a step of an application's own belongs on it.
 */
@ApplicationScoped
public class DirectAuthentication {
    /** What Quarkus keeps the mapping under, where quarkus.http.auth.roles-mapping is set. */
    private static final String ROLES_MAPPING = "io.quarkus.vertx.http.runtime.security.RolesMapping";

    private final RequestToken token;
    private final VerifiedTokens tokens;
    private final boolean nothingElseOnTheWay;

    DirectAuthentication(
            RequestToken token,
            VerifiedTokens tokens,
            Instance<SecurityIdentityAugmentor> augmentors,
            BeanManager beans,
            @ConfigProperty(name = "quarkus.security.events.enabled", defaultValue = "true") boolean events,
            @ConfigProperty(name = "quarkus.http.auth.inclusive", defaultValue = "false") boolean inclusive) {
        this.token = token;
        this.tokens = tokens;
        this.nothingElseOnTheWay = augmentors.isUnsatisfied()
                && !SecurityEventHelper.isEventObserved(SecurityEventHelper.AUTHENTICATION_SUCCESS, beans, events)
                && !SecurityEventHelper.isEventObserved(SecurityEventHelper.AUTHENTICATION_FAILURE, beans, events)
                && !inclusive;
    }

    /**
     * @return empty when there is no token, or it cannot be told at once what it is worth: to be asked of Quarkus
     * @throws RefusedException when the token proves nothing, or there is something in its place that is no token
     */
    public Optional<SecurityIdentity> identity(RoutingContext request) {
        return nothingElseOnTheWay && request.user() == null && request.get(ROLES_MAPPING) == null
                ? token.of(request.request()).flatMap(tokens::verifyNow).map(VerifiedToken::identity)
                : Optional.empty();
    }
}
