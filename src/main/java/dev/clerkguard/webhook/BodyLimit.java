package dev.clerkguard.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;

/** Whoever sends webhooks is known only when all of the body was read: so it is read up to a limit, and no further. */
@ApplicationScoped
class BodyLimit {
    /** Ahead of Quarkus REST. */
    private static final int FIRST = -1000;

    void register(@Observes Router router, WebhookConfig config) {
        router.route(HttpMethod.POST, "/webhooks/clerk")
                .order(FIRST)
                .handler(BodyHandler.create(false).setBodyLimit(config.maxBytes()));
    }
}
