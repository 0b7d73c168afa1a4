package dev.clerkguard.token;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;

import dev.clerkguard.problem.RefusedException;

/** Finds the session token of a request: in the Authorization header, otherwise in a cookie where cookies are switched on. */
@ApplicationScoped
public class TokenExtractor {
    private final CookieTokenExtractor cookies;

    TokenExtractor(CookieTokenExtractor cookies) {
        this.cookies = cookies;
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
        return BearerTokenExtractor.from(request.headers().getAll(HttpHeaderNames.AUTHORIZATION));
    }
}
