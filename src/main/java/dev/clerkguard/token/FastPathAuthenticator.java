package dev.clerkguard.token;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.spi.runtime.SecurityEventHelper;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.problem.RefusedException;

/**
 * The fast path from a request to its identity, for a cached token or one whose key is in memory. Quarkus' own
 * authentication gives the same identity through asynchronous steps that cost as much as the rest of the request. All other
 * requests use it, and so do all requests of an application with its own step, such as an augmentor (docs/adr).
 */
@ApplicationScoped
public class FastPathAuthenticator {
    /** The key under which Quarkus keeps the mapping of quarkus.http.auth.roles-mapping. */
    private static final String ROLES_MAPPING = "io.quarkus.vertx.http.runtime.security.RolesMapping";

    private final TokenExtractor token;
    private final VerifiedTokenCache tokens;
    private final boolean nothingElseOnTheWay;

    FastPathAuthenticator(
            TokenExtractor token,
            VerifiedTokenCache tokens,
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
     * @return empty when there is no token, or it cannot be decided at once. Quarkus' own authentication then decides
     * @throws RefusedException when the token is not valid, or the header contains something else
     */
    public Optional<SecurityIdentity> identity(RoutingContext request) {
        if (!mayAnswer(request)) {
            return Optional.empty();
        }
        Optional<VerifiedToken> known = known(request.request());
        Optional<VerifiedToken> decided =
                known.isPresent() ? known : token.of(request.request()).flatMap(tokens::verifyNow);
        return decided.map(VerifiedToken::identity);
    }

    private Optional<VerifiedToken> known(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(HttpHeaderNames.AUTHORIZATION);
        return headers.size() == 1 ? tokens.knownIn(headers.get(0)) : Optional.empty();
    }

    /** Whether the application has no step of its own, such as an augmentor, between credential and identity. */
    public boolean mayAnswer(RoutingContext request) {
        return nothingElseOnTheWay && request.user() == null && request.get(ROLES_MAPPING) == null;
    }

    /** Whether this is a session token that was verified before. */
    public boolean isVerifiedSessionToken(String credential) {
        return tokens.contains(credential);
    }
}
