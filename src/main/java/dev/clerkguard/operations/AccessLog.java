package dev.clerkguard.operations;

import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * What the access log says of a path. Somebody sends his token there sooner or later, so whatever is longer than Clerk's
 * ids is left out. The log itself is Quarkus', with the pattern of application.properties.
 */
@ApplicationScoped
class AccessLog {
    private static final String LOGGED_PATH = "loggedPath";
    /** Clerk's ids have 32 characters and fewer, the shortest part of a token (its header) has more than 60. */
    private static final Pattern LONG = Pattern.compile("[^/.]{41,}");
    /** Further parts of a token that is recognised by one of them may be short. */
    private static final Pattern AROUND = Pattern.compile("[^/]*[*][^/]*");

    private static final String LEFT_OUT = "*";

    void register(
            @Observes Router router,
            @ConfigProperty(name = "quarkus.http.access-log.enabled", defaultValue = "false") boolean enabled) {
        if (enabled) {
            router.route().order(Integer.MIN_VALUE).handler(AccessLog::remember);
        }
    }

    private static void remember(RoutingContext request) {
        request.put(LOGGED_PATH, logged(request.request().path()));
        request.next();
    }

    static String logged(String path) {
        String shortened = LONG.matcher(path).replaceAll(LEFT_OUT);
        return AROUND.matcher(shortened).replaceAll(LEFT_OUT);
    }
}
