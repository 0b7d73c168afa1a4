package dev.clerkguard.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import dev.clerkguard.problem.Problem;

/** Whoever sends webhooks is known only when all of the body was read: so it is read up to a limit, and no further. */
@ApplicationScoped
class BodyLimit {
    private static final int TOO_LARGE = 413;
    /** Ahead of Quarkus REST. */
    private static final int FIRST = -1000;

    void register(@Observes Router router, WebhookConfig config) {
        router.route(HttpMethod.POST, "/webhooks/clerk")
                .order(FIRST)
                .handler(BodyHandler.create(false).setBodyLimit(config.maxBytes()))
                .failureHandler(BodyLimit::answer);
    }

    private static void answer(RoutingContext request) {
        HttpServerResponse answer = request.response();
        if (request.statusCode() != TOO_LARGE || answer.headWritten()) {
            request.next();
            return;
        }
        answer.setStatusCode(TOO_LARGE)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                // The rest of the body is not waited for.
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(Problem.ofStatus(TOO_LARGE, "The delivery is larger than is accepted here.")
                        .toJson());
    }
}
