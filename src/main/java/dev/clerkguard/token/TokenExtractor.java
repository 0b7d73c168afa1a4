package dev.clerkguard.token;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;

import dev.clerkguard.problem.RefusedException;

/** Finds the session token of a request: in the Authorization header, otherwise in a cookie where cookies are switched on. */
@ApplicationScoped
public class TokenExtractor {
    private final CookieTokenExtractor cookies;
    private final RecentTokens recent;

    TokenExtractor(CookieTokenExtractor cookies, RecentTokens recent) {
        this.cookies = cookies;
        this.recent = recent;
    }

    /**
     * @return the token; empty when the request has none
     * @throws RefusedException when the header or the cookie contains something else
     */
    Optional<String> of(HttpServerRequest request) {
        Optional<String> token = bearer(request);
        return token.isPresent() ? token : cookies.from(request);
    }

    /**
     * The credential in the Authorization header. Credentials of machines are accepted there only.
     *
     * @return empty when the request has none
     * @throws RefusedException when the header contains something else
     */
    public Optional<String> bearer(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(HttpHeaderNames.AUTHORIZATION);
        Optional<String> known = headers.size() == 1 ? recent.tokenIn(headers.get(0)) : Optional.empty();
        return known.isPresent() ? known : BearerTokenExtractor.from(headers);
    }
}
