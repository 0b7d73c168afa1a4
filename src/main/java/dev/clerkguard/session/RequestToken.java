package dev.clerkguard.session;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;

import dev.clerkguard.problem.RefusedException;

/** Where a request carries its session token: the Authorization header, or else a cookie where that is switched on. */
@ApplicationScoped
class RequestToken {
    private final CookieToken cookies;

    RequestToken(CookieToken cookies) {
        this.cookies = cookies;
    }

    /**
     * @return the token; empty when the request has none
     * @throws RefusedException when there is something in its place that is no token
     */
    Optional<String> of(HttpServerRequest request) {
        Optional<String> token = BearerToken.from(request.headers().getAll(HttpHeaderNames.AUTHORIZATION));
        return token.isPresent() ? token : cookies.from(request);
    }
}
