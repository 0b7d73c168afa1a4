package dev.clerkguard.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.vertx.ext.web.Route;

/**
 * The routes of the HTTP server that are not Quarkus REST's: reactive routes, WebSockets, GraphQL, files, and what an
 * application adds to the router. Matching is wider than Vert.x' own where the two could differ.
 */
final class ForeignRoutes {
    private final List<Predicate<String>> paths = new ArrayList<>();
    private boolean everyPath;

    ForeignRoutes(List<Route> routes) {
        for (Route route : routes) {
            if (route.getPath() == null && !route.isRegexPath()) {
                everyPath = true;
            } else {
                paths.add(matcher(route));
            }
        }
    }

    /** @param path normalized, and decoded where it has escapes, below the root path */
    boolean contains(String path) {
        return everyPath || names(path);
    }

    /** Whether a route that has a path of its own is at this one. */
    boolean names(String path) {
        return paths.stream().anyMatch(each -> each.test(path));
    }

    private static Predicate<String> matcher(Route route) {
        String path = route.getPath();
        if (route.isRegexPath()) {
            return pattern(path == null ? route.getName() : variables(path));
        }
        String wanted = withoutSlash(path);
        return route.isExactPath()
                ? given -> withoutSlash(given).equals(wanted)
                : given -> given.equals(wanted) || given.startsWith(wanted + "/");
    }

    private static Predicate<String> pattern(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex);
            return given -> pattern.matcher(given).find()
                    || pattern.matcher(withoutSlash(given)).find();
        } catch (PatternSyntaxException e) {
            return any -> true;
        }
    }

    /** {@code /shops/:id} as a regular expression. */
    private static String variables(String path) {
        return "^" + Pattern.quote(path).replaceAll(":[A-Za-z][A-Za-z0-9_]*", "\\\\E[^/]+\\\\Q") + "(/|$)";
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
