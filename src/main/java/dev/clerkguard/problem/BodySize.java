package dev.clerkguard.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;

/** Refuses a body that is announced larger than {@code quarkus.http.limits.max-body-size}, as Quarkus does without a body. */
@ApplicationScoped
class BodySize {
    private static final int BEFORE_QUARKUS = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1;

    void register(@Observes Router router, VertxHttpConfig http) {
        http.limits().maxBodySize().ifPresent(limit -> refuse(router, limit.asLongValue()));
    }

    private static void refuse(Router router, long limit) {
        router.route().order(BEFORE_QUARKUS).handler(request -> {
            String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
            if (length != null && Long.parseLong(length) > limit) {
                request.fail(413);
            } else {
                request.next();
            }
        });
    }
}
