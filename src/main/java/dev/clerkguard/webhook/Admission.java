package dev.clerkguard.webhook;

import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import dev.clerkguard.problem.LingeringClose;
import dev.clerkguard.problem.Problem;

/**
 * Decides whose body is read. Whether a delivery is Clerk's is known only when all of it was read, and anybody may send
 * one: what its headers say against it is said without its body, and of the others few are read at once, each up to a limit
 * and for a while.
 */
@ApplicationScoped
class Admission {
    /** After the refusals that hold for every address, ahead of Quarkus REST. */
    private static final int LAST_BEFORE_RESOURCES = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1;

    private static final String ADMITTED = Admission.class.getName();

    private final WebhookConfig config;
    /** Made with the first delivery: with it come the connections to Clerk. */
    private final Instance<Inbox> inbox;

    private final WebhookCounts counts;
    private final Semaphore places;
    private final BodyHandler reader;

    Admission(WebhookConfig config, Instance<Inbox> inbox, WebhookCounts counts) {
        this.config = config;
        this.inbox = inbox;
        this.counts = counts;
        this.places = new Semaphore(config.maxConcurrent());
        this.reader = BodyHandler.create(false).setBodyLimit(config.maxBytes());
    }

    void register(@Observes Router router) {
        router.route(HttpMethod.POST, "/webhooks/clerk")
                .order(LAST_BEFORE_RESOURCES)
                .handler(this::admit);
    }

    private void admit(RoutingContext routing) {
        if (config.signingSecret().isEmpty()) {
            refuse(routing, nothingHere());
            return;
        }
        try {
            inbox.get().requireHeaders(SvixSignature.Headers.of(routing.request()));
        } catch (DeliveryRefused refused) {
            refuse(routing, refused.problem());
            return;
        }
        if (places.tryAcquire()) {
            read(routing);
        } else {
            routing.response().putHeader(HttpHeaders.RETRY_AFTER, WebhookResource.RETRY_AFTER_SECONDS);
            counts.addOther(Outcome.UNREAD);
            refuse(routing, Problem.ofStatus(503, "Too many deliveries come at once. Send it again later."));
        }
    }

    /** Not of a request that came by another spelling of the address: Quarkus REST ignores what follows a semicolon. */
    static boolean admitted(RoutingContext routing) {
        return routing.get(ADMITTED) != null;
    }

    static Problem nothingHere() {
        return Problem.ofStatus(404, "There is nothing at this address.");
    }

    private void read(RoutingContext routing) {
        routing.put(ADMITTED, true);
        HttpServerRequest request = routing.request();
        long deadline = routing.vertx()
                .setTimer(Math.max(1, config.readTimeout().toMillis()), late -> {
                    if (!request.isEnded() && !routing.response().ended()) {
                        counts.addOther(Outcome.UNREAD);
                        refuse(routing, Problem.ofStatus(408, "The delivery did not arrive in time."));
                    }
                });
        // Whatever its end: the answer, or that nobody waits for one.
        routing.addEndHandler(over -> {
            routing.vertx().cancelTimer(deadline);
            places.release();
        });
        reader.handle(routing);
    }

    private static void refuse(RoutingContext routing, Problem problem) {
        LingeringClose.afterTheAnswer(routing);
        routing.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(problem.toJson());
    }
}
