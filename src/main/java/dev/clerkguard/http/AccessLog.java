package dev.clerkguard.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Provides the redacted path to Quarkus' access log, whose pattern is in application.properties. */
@ApplicationScoped
class AccessLog {
    private static final String LOGGED_PATH = "loggedPath";

    void register(
            @Observes Router router,
            @ConfigProperty(name = "quarkus.http.access-log.enabled", defaultValue = "false") boolean enabled) {
        if (enabled) {
            router.route().order(Integer.MIN_VALUE).handler(AccessLog::remember);
        }
    }

    private static void remember(RoutingContext request) {
        request.put(LOGGED_PATH, PathRedaction.of(request.request().path()));
        request.next();
    }
}
