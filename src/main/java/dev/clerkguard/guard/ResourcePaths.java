package dev.clerkguard.guard;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.ws.rs.Path;

/** The paths without a variable at which Quarkus REST serves, read while the application is put together. */
final class ResourcePaths {
    private static final Set<String> LITERAL = ConcurrentHashMap.newKeySet();

    private ResourcePaths() {}

    static void add(Class<?> resource, Method method) {
        String path = path(resource, method);
        if (path.indexOf('{') < 0) {
            LITERAL.add(path);
        }
    }

    private static String path(Class<?> resource, Method method) {
        return join(ofClass(resource), ofMethod(resource, method));
    }

    /** Without slashes at both ends; empty without a path. */
    static String ofClass(Class<?> resource) {
        return first(SecurityAnnotations.types(resource).map(type -> type.getAnnotation(Path.class)));
    }

    static String ofMethod(Class<?> resource, Method method) {
        return first(
                SecurityAnnotations.overridden(method, resource).stream().map(each -> each.getAnnotation(Path.class)));
    }

    private static String first(Stream<Path> paths) {
        return paths.filter(path -> path != null)
                .findFirst()
                .map(path -> path.value().replaceAll("^/+|/+$", ""))
                .orElse("");
    }

    /** With one slash at the beginning and none at the end. */
    static String join(String one, String other) {
        String prefix = one.replaceAll("^/+", "");
        return prefix.isEmpty() ? "/" + other : "/" + prefix + (other.isEmpty() ? "" : "/" + other);
    }

    static Set<String> literal() {
        return Set.copyOf(LITERAL);
    }
}
