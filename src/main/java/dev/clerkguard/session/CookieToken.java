package dev.clerkguard.session;

import java.time.Clock;
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
 * Finds the token in Clerk's cookies, where that is switched on. A browser sends cookies with every request, also with
 * one that another site made it send: a method that may change something is refused unless {@code Origin} is an
 * authorized party (RFC 9110, section 9.2.1; RFC 6454, section 7).
 */
@ApplicationScoped
class CookieToken {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final boolean enabled;
    private final Set<String> authorizedParties;
    private final SessionCookies cookies;

    CookieToken(
            CookieConfig config,
            VerificationConfig verification,
            @ConfigProperty(name = "clerk.publishable-key") Optional<String> publishableKey,
            @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer) {
        this.enabled = config.enabled();
        this.authorizedParties = verification.authorizedParties().orElse(Set.of());
        this.cookies = new SessionCookies(publishableKey.map(String::strip), issuer.orElse(""), Clock.systemUTC());
    }

    void check(@Observes StartupEvent event) {
        if (enabled && authorizedParties.isEmpty()) {
            throw new ConfigurationException("clerk.cookie.enabled needs CLERK_AUTHORIZED_PARTIES: without it any site"
                    + " could use its visitors' sessions here.");
        }
    }

    /**
     * @return the token; empty when there is none, and always when cookies are switched off
     * @throws RefusedException forbidden, or token-invalid when two cookies of one name disagree
     */
    Optional<String> from(HttpServerRequest request) {
        if (!enabled) {
            return Optional.empty();
        }
        return from(
                request.method().name(),
                request.headers().getAll(HttpHeaders.ORIGIN),
                request.headers().getAll(HttpHeaders.COOKIE));
    }

    Optional<String> from(String method, List<String> origins, List<String> cookieHeaders) {
        Optional<String> token = cookies.choose(parse(cookieHeaders));
        if (token.isPresent() && !SAFE_METHODS.contains(method) && !isAuthorized(origins)) {
            throw new RefusedException(
                    Reason.FORBIDDEN,
                    "With a cookie this method needs an Origin header that is one of CLERK_AUTHORIZED_PARTIES; or send the"
                            + " token in the Authorization header.");
        }
        return token.map(BearerToken::checked);
    }

    private boolean isAuthorized(List<String> origins) {
        return origins.size() == 1 && authorizedParties.contains(origins.get(0));
    }

    private static Map<String, String> parse(List<String> headers) {
        Map<String, String> values = new HashMap<>();
        for (String header : headers) {
            for (Cookie cookie : ServerCookieDecoder.STRICT.decodeAll(header)) {
                String other = values.put(cookie.name(), cookie.value());
                if (other != null
                        && !other.equals(cookie.value())
                        && cookie.name().startsWith(SessionCookies.SESSION)) {
                    // One of them was planted by a neighbouring subdomain, and nobody can say which.
                    throw new RefusedException(
                            Reason.TOKEN_INVALID, "There are two different session cookies of one name.");
                }
            }
        }
        return values;
    }
}
