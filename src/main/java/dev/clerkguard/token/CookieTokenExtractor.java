package dev.clerkguard.token;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * Finds the token in Clerk's cookies, where cookies are switched on. A browser sends cookies with every request, also with
 * a request that a page of another site caused. An {@code Origin} that is present must be an authorized party, and an
 * unsafe method needs one (RFC 9110, section 9.2.1; RFC 6454, section 7). CORS does not replace this check: an ingress sends
 * a GET for the POST of its client, and names that method in a header.
 */
@ApplicationScoped
class CookieTokenExtractor {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    /** The method of the request that an ingress asks about: nginx (by its configuration), Traefik and Caddy. */
    private static final List<String> ORIGINAL_METHOD = List.of("X-Original-Method", "X-Forwarded-Method");

    private final boolean enabled;
    private final Set<String> authorizedParties;
    private final SessionCookies cookies;

    CookieTokenExtractor(
            CookieConfig config,
            VerificationConfig verification,
            @ConfigProperty(name = "clerk.publishable-key") Optional<String> publishableKey,
            @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer,
            Clock clock) {
        this.enabled = config.enabled();
        this.authorizedParties = verification.authorizedParties().orElse(Set.of());
        this.cookies = new SessionCookies(publishableKey.map(String::strip), issuer.orElse(""), clock);
    }

    void check(@Observes StartupEvent event) {
        if (enabled && authorizedParties.isEmpty()) {
            throw new ConfigurationException("clerk.cookie.enabled needs CLERK_AUTHORIZED_PARTIES: without it any site"
                    + " could use its visitors' sessions here.");
        }
    }

    /**
     * @return the token; empty without one, and always when cookies are switched off
     * @throws RefusedException forbidden, or token-invalid when two cookies of one name differ
     */
    Optional<String> from(HttpServerRequest request) {
        if (!enabled) {
            return Optional.empty();
        }
        return from(
                methods(request),
                request.headers().getAll(HttpHeaders.ORIGIN),
                request.headers().getAll(HttpHeaders.COOKIE));
    }

    private static List<String> methods(HttpServerRequest request) {
        List<String> methods = new ArrayList<>(List.of(request.method().name()));
        ORIGINAL_METHOD.forEach(name -> methods.addAll(request.headers().getAll(name)));
        return methods;
    }

    /** @param methods of the request, and of the request that it asks about */
    Optional<String> from(List<String> methods, List<String> origins, List<String> cookieHeaders) {
        Optional<String> token = cookies.choose(parse(cookieHeaders));
        if (token.isPresent()) {
            requireAuthorizedParty(methods, origins);
        }
        return token.map(BearerTokenExtractor::checked);
    }

    private void requireAuthorizedParty(List<String> methods, List<String> origins) {
        if (origins.isEmpty() && SAFE_METHODS.containsAll(methods)) {
            return;
        }
        if (origins.size() != 1 || !authorizedParties.contains(origins.get(0))) {
            throw new RefusedException(
                    Reason.FORBIDDEN,
                    "With a cookie the Origin header must be one of CLERK_AUTHORIZED_PARTIES, and methods other than"
                            + " GET and HEAD need it; or send the token in the Authorization header.");
        }
    }

    private static Map<String, String> parse(List<String> headers) {
        Map<String, String> values = new HashMap<>();
        for (String header : headers) {
            for (Cookie cookie : ServerCookieDecoder.STRICT.decodeAll(header)) {
                String other = values.put(cookie.name(), cookie.value());
                if (other != null
                        && !other.equals(cookie.value())
                        && cookie.name().startsWith(SessionCookies.SESSION)) {
                    // A neighbouring subdomain can have set one of them, and it cannot be known which.
                    throw new RefusedException(
                            Reason.TOKEN_INVALID, "There are two different session cookies of one name.");
                }
            }
        }
        return values;
    }
}
