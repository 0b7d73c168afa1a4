package dev.clerkguard.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.http.PublicRoutes;
import dev.clerkguard.problem.Problem;

/**
 * Receives Clerk's events at POST /webhooks/clerk. The route is public, because the signature of each delivery proves
 * its origin. It is a route and not a resource: Quarkus REST cannot take over an HTTP/2 request whose body has been read.
 */
@ApplicationScoped
class WebhookRoute {
    static final String PATH = "/webhooks/clerk";
    static final String RETRY_AFTER_SECONDS = "5";

    /** After the checks that hold for every address, ahead of Quarkus REST. */
    private static final int LAST_BEFORE_RESOURCES = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1;

    private static final byte[] EMPTY_BODY = {};

    private final WebhookAdmission admission;
    /** Created with the first delivery, because it opens the connections to Clerk. */
    private final Instance<WebhookProcessor> processor;

    WebhookRoute(WebhookAdmission admission, Instance<WebhookProcessor> processor) {
        this.admission = admission;
        this.processor = processor;
    }

    void register(@Observes Router router) {
        // Two routes: the body handler continues with the next one.
        route(router).method(HttpMethod.POST).handler(admission::admit);
        route(router).method(HttpMethod.POST).handler(this::receive);
        route(router).handler(this::otherMethod);
    }

    private static Route route(Router router) {
        return PublicRoutes.mark(router.route(PATH).order(LAST_BEFORE_RESOURCES));
    }

    private void otherMethod(RoutingContext routing) {
        if (!admission.isEnabled()) {
            WebhookAdmission.reject(routing, WebhookAdmission.notFound());
            return;
        }
        routing.response().putHeader(HttpHeaders.ALLOW, "POST");
        WebhookAdmission.reject(routing, Problem.ofStatus(405, "This address answers POST only."));
    }

    /** Answers 204 after the event took effect or was ignored. Svix repeats a delivery with another answer. */
    private void receive(RoutingContext routing) {
        byte[] body = routing.body().buffer() == null
                ? EMPTY_BODY
                : routing.body().buffer().getBytes();
        processor
                .get()
                .receive(SvixSignature.Headers.of(routing.request()), body)
                .whenComplete((outcome, failure) ->
                        routing.vertx().getOrCreateContext().runOnContext(same -> answer(routing, outcome, failure)));
    }

    private void answer(RoutingContext routing, DeliveryOutcome outcome, Throwable failure) {
        admission.release(routing);
        if (routing.response().ended()) {
            return;
        }
        if (failure instanceof DeliveryRejectedException rejected) {
            send(routing, rejected.problem());
        } else if (failure != null) {
            routing.fail(failure);
        } else if (outcome.isRepeated()) {
            routing.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            send(routing, Problem.ofStatus(503, why(outcome) + " Send this delivery again later."));
        } else {
            routing.response().setStatusCode(204).end();
        }
    }

    private static String why(DeliveryOutcome outcome) {
        return outcome == DeliveryOutcome.UNSTORED
                ? "The other replicas cannot be reached now."
                : "The event took effect, and an observer of it did not succeed.";
    }

    static void send(RoutingContext routing, Problem problem) {
        routing.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(problem.toJson());
    }
}
