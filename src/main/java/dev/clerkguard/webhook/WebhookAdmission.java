package dev.clerkguard.webhook;

import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import dev.clerkguard.http.LingeringClose;
import dev.clerkguard.problem.Problem;

/**
 * Limits unauthenticated webhook uploads. The signature covers the whole body, so missing or stale headers are rejected
 * before the body is read, and few bodies are read at once, each up to a size and for a time.
 */
@ApplicationScoped
class WebhookAdmission {
    private static final String PLACE = WebhookAdmission.class.getName() + ".place";

    private final WebhookConfig config;
    /** Created with the first delivery, because it opens the connections to Clerk. */
    private final Instance<WebhookProcessor> processor;

    private final WebhookCounters counters;
    private final Semaphore places;
    private final BodyHandler reader;

    WebhookAdmission(WebhookConfig config, Instance<WebhookProcessor> processor, WebhookCounters counters) {
        this.config = config;
        this.processor = processor;
        this.counters = counters;
        this.places = new Semaphore(config.maxConcurrent());
        this.reader = BodyHandler.create(false).setBodyLimit(config.maxBytes().asLongValue());
    }

    boolean isEnabled() {
        return config.signingSecret().isPresent();
    }

    static Problem notFound() {
        return Problem.ofStatus(404, "There is nothing at this address.");
    }

    /** Rejects a delivery whose headers are not valid, and reads the body of any other for the next route. */
    void admit(RoutingContext routing) {
        if (!isEnabled()) {
            reject(routing, notFound());
            return;
        }
        try {
            processor.get().requireHeaders(SvixSignature.Headers.of(routing.request()));
        } catch (DeliveryRejectedException rejected) {
            reject(routing, rejected.problem());
            return;
        }
        if (places.tryAcquire()) {
            read(routing);
        } else {
            routing.response().putHeader(HttpHeaders.RETRY_AFTER, WebhookRoute.RETRY_AFTER_SECONDS);
            counters.addOther(DeliveryOutcome.UNREAD);
            reject(routing, Problem.ofStatus(503, "Too many deliveries at once. Send this one again later."));
        }
    }

    private void read(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        long deadline = routing.vertx()
                .setTimer(Math.max(1, config.readTimeout().toMillis()), late -> {
                    if (!request.isEnded() && !routing.response().ended()) {
                        counters.addOther(DeliveryOutcome.UNREAD);
                        reject(routing, Problem.ofStatus(408, "The delivery did not arrive in time."));
                    }
                });
        routing.put(PLACE, true);
        // Runs after the answer, and after the client has closed the connection.
        routing.addEndHandler(over -> {
            routing.vertx().cancelTimer(deadline);
            release(routing);
        });
        reader.handle(routing);
    }

    /** Must be called before the answer is sent, so that a client that has the answer finds the place free. */
    void release(RoutingContext routing) {
        if (routing.remove(PLACE) != null) {
            places.release();
        }
    }

    /** Answers before the body has been read, and reads on for a while so that the client sees the answer. */
    static void reject(RoutingContext routing, Problem problem) {
        LingeringClose.afterTheAnswer(routing);
        WebhookRoute.send(routing, problem);
    }
}
