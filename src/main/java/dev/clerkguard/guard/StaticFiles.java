package dev.clerkguard.guard;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;

/** The files in {@code META-INF/resources}, which Quarkus serves for every path at which there is one. */
final class StaticFiles {
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String FOLDER = "META-INF/resources";

    private StaticFiles() {}

    /** Quarkus registers the handler only where there are files. */
    static Optional<StaticFiles> among(List<Route> routes) {
        return routes.stream().filter(FrameworkRoutes::servesFiles).findAny().map(route -> new StaticFiles());
    }

    /** @param path normalized, and decoded where it has escapes */
    boolean mayServe(HttpMethod method, String path) {
        return METHODS.contains(method)
                && (isAmbiguous(path) || exists(path) || exists(path.replaceAll("/+$", "") + "/index.html"));
    }

    /**
     * No file of a package has such a name. A handler that decodes it differently must not serve it without a token.
     */
    private static boolean isAmbiguous(String path) {
        return path.contains("..") || path.indexOf('\\') >= 0 || path.chars().anyMatch(character -> character < ' ');
    }

    private static boolean exists(String path) {
        return Thread.currentThread().getContextClassLoader().getResource(FOLDER + path) != null;
    }
}
