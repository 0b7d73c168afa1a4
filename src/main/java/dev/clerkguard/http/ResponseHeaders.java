package dev.clerkguard.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Sets the headers that every response has. One handler sets all of them; {@code quarkus.http.header} would add a handler
 * to the way of every request for each. That setting still replaces a value, because Quarkus sets its headers later.
 */
@ApplicationScoped
class ResponseHeaders {
    private static final CharSequence VARY = HttpHeaders.createOptimized("Vary");
    /** An answer to one origin is not the answer to another: a shared cache must keep them apart. */
    private static final CharSequence ORIGIN = HttpHeaders.createOptimized("Origin");

    // Answers are data: a browser must not guess their type, frame them or run them.
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence CONTENT_SECURITY_POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence NOTHING =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");

    void register(@Observes Router router) {
        PublicRoutes.mark(router.route().order(RouteConstants.ROUTE_ORDER_HEADERS))
                .handler(ResponseHeaders::set);
    }

    private static void set(RoutingContext routing) {
        routing.response()
                .headers()
                .set(VARY, ORIGIN)
                .set(CONTENT_TYPE_OPTIONS, NOSNIFF)
                .set(REFERRER_POLICY, NO_REFERRER)
                .set(CONTENT_SECURITY_POLICY, NOTHING);
        routing.next();
    }
}
