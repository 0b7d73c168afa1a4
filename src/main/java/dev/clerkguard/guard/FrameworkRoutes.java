package dev.clerkguard.guard;

import java.util.List;
import java.util.regex.Pattern;

import io.vertx.ext.web.Route;

/**
 * Tells the routes of Quarkus itself that serve nothing, or that are guarded elsewhere, from all others. Vert.x tells
 * the handlers of a route in its text form only. A route that is not recognized counts as one that serves something,
 * so a change of that text protects more and not less.
 */
final class FrameworkRoutes {
    private static final String HANDLERS = "contextHandlers=";
    private static final String FAILURES_ONLY = "contextHandlers=null";
    private static final String FILES = "io.quarkus.vertx.http.runtime.StaticResourcesRecorder$";

    private static final List<String> NO_ENDPOINTS = List.of(
            FILES,
            // Dev mode's own pages.
            "io.quarkus.devui.runtime.",
            "io.quarkus.vertx.http.runtime.security.",
            "io.quarkus.vertx.http.runtime.options.",
            "io.quarkus.vertx.http.runtime.cors.",
            "io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder$",
            // AuthorizationFilter guards its resources.
            "org.jboss.resteasy.reactive.server.vertx.ResteasyReactiveVertxHandler@");

    /** Filters of Quarkus and of extensions come before all endpoints: metrics and traces, for example. */
    private static final Pattern FILTER = Pattern.compile("path='?null'?, .*?order=-\\d+");

    private FrameworkRoutes() {}

    static boolean contains(Route route) {
        String text = route.toString();
        return text.contains(FAILURES_ONLY)
                || route.getPath() == null
                        && !route.isRegexPath()
                        && FILTER.matcher(text).find()
                || NO_ENDPOINTS.stream().anyMatch(name -> begins(text, name));
    }

    static boolean servesFiles(Route route) {
        return begins(route.toString(), FILES);
    }

    private static boolean begins(String text, String handler) {
        return text.contains(HANDLERS + "[" + handler);
    }
}
