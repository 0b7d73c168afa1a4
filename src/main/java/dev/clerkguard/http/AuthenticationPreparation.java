package dev.clerkguard.http;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.AbstractPathMatchingHttpSecurityPolicy;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder.DefaultAuthFailureHandler;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Prepares the authentication of a request with one handler and no {@code Uni} operators. Quarkus has two handlers for
 * it: its own puts operators together for every request, and that of Quarkus REST looks for the resource of the request
 * when Micrometer is on the class path. Together they take 10 % of the CPU time of a public request. The first request
 * passes them and shows what they set; later requests get the same from here, and {@link DeferredIdentity}.
 */
@ApplicationScoped
class AuthenticationPreparation {
    /** That of Quarkus' handler. This one is added later, so it runs after it. */
    private static final int AUTHENTICATION = SecurityHandlerPriorities.AUTHENTICATION;
    /** Quarkus REST has the priority between these two. */
    private static final int AFTER_QUARKUS_REST = AUTHENTICATION - 2;

    private static final List<String> REPLACED = List.of(
            "contextHandlers=[io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder$AuthenticationHandler@",
            "contextHandlers=[io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder$");
    /** Quarkus keeps the mapping of roles under this key, where quarkus.http.auth.roles-mapping is set. */
    private static final String ROLES_MAPPING = "io.quarkus.vertx.http.runtime.security.RolesMapping";

    private volatile Prepared prepared;
    private Router router;

    /** What Quarkus' handlers set on every request, beside the identity. */
    private record Prepared(HttpAuthenticator authenticator, Object pathMatchingPolicy, Object failureHandler) {}

    void register(@Observes Filters filters) {
        filters.register(this::prepare, AUTHENTICATION);
    }

    void register(@Observes Router mainRouter) {
        router = mainRouter;
        Route route = mainRouter.route().order(-AFTER_QUARKUS_REST);
        PublicRoutes.mark(route).handler(routing -> {
            learn(routing, route);
            routing.next();
        });
    }

    private void prepare(RoutingContext routing) {
        Prepared known = prepared;
        if (known != null) {
            routing.put(HttpAuthenticator.class.getName(), known.authenticator());
            if (known.pathMatchingPolicy() != null) {
                routing.put(AbstractPathMatchingHttpSecurityPolicy.class.getName(), known.pathMatchingPolicy());
            }
            routing.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, known.failureHandler());
            routing.put(QuarkusHttpUser.DEFERRED_IDENTITY_KEY, new DeferredIdentity(known.authenticator(), routing));
        }
        routing.next();
    }

    private synchronized void learn(RoutingContext routing, Route own) {
        if (prepared != null) {
            return;
        }
        HttpAuthenticator authenticator = routing.get(HttpAuthenticator.class.getName());
        Object failureHandler = routing.get(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        if (authenticator == null || failureHandler == null || failureHandler instanceof DefaultAuthFailureHandler) {
            // Not a request that passed both handlers.
            return;
        }
        own.disable();
        List<Route> replaced = router.getRoutes().stream()
                .filter(AuthenticationPreparation::isReplaced)
                .toList();
        // They set more where roles are mapped, or another part of Quarkus needs the request in the Vert.x context.
        if (replaced.size() == REPLACED.size()
                && routing.get(ROLES_MAPPING) == null
                && Vertx.currentContext().getLocal(HttpSecurityUtils.ROUTING_CONTEXT_ATTRIBUTE) == null) {
            prepared = new Prepared(
                    authenticator, routing.get(AbstractPathMatchingHttpSecurityPolicy.class.getName()), failureHandler);
            // Vert.x does not always find a route that shares its order with another when it is to be removed.
            replaced.forEach(Route::disable);
        }
    }

    /** Vert.x tells the handlers of a route in its text form only. */
    private static boolean isReplaced(Route route) {
        String text = route.toString();
        return REPLACED.stream().anyMatch(text::contains)
                && (text.contains("order=-" + AUTHENTICATION + ",")
                        || text.contains("order=-" + (AUTHENTICATION - 1) + ","));
    }
}
