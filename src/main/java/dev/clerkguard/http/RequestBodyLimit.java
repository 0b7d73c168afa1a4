package dev.clerkguard.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;

/**
 * Refuses a body whose length exceeds {@code quarkus.http.limits.max-body-size} with a problem; Quarkus sends no
 * body.
 */
@ApplicationScoped
class RequestBodyLimit {
    private static final int BEFORE_QUARKUS = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1;

    void register(@Observes Router router, VertxHttpConfig http) {
        http.limits().maxBodySize().ifPresent(limit -> refuse(router, limit.asLongValue()));
    }

    private static void refuse(Router router, long limit) {
        PublicRoutes.mark(router.route().order(BEFORE_QUARKUS)).handler(request -> {
            String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
            if (length != null && Long.parseLong(length) > limit) {
                request.fail(413);
            } else {
                request.next();
            }
        });
    }
}
