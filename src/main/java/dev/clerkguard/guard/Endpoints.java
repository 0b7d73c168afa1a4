package dev.clerkguard.guard;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.ws.rs.HttpMethod;

/**
 * The HTTP methods and paths of all resource methods, read while the application is put together. Answers what is at
 * the path of a request that Quarkus REST could not assign to a resource method.
 */
final class Endpoints {
    private static final Set<Endpoint> ALL = ConcurrentHashMap.newKeySet();
    private static final int MAX_DEPTH = 4;

    /** @param path the template */
    private record Endpoint(String httpMethod, String path, boolean open) {}

    private Endpoints() {}

    static void add(Class<?> resource, Method method) {
        add(ResourcePaths.ofClass(resource), resource, method);
    }

    private static void add(String prefix, Class<?> resource, Method method) {
        String path = ResourcePaths.join(prefix, ResourcePaths.ofMethod(resource, method));
        httpMethod(resource, method)
                .ifPresent(name -> ALL.add(new Endpoint(
                        name, path, AccessPolicies.of(method, resource).open())));
    }

    /** Adds the endpoints of the type that a locator returns, at any depth. */
    static void addLocated(Class<?> resource, Method locator) {
        addLocated(ResourcePaths.ofClass(resource), resource, locator, 1);
    }

    private static void addLocated(String prefix, Class<?> resource, Method locator, int depth) {
        String path = ResourcePaths.join(prefix, ResourcePaths.ofMethod(resource, locator));
        Class<?> located = locator.getReturnType();
        SecurityAnnotations.types(located)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic())
                .forEach(method -> {
                    add(path, located, method);
                    if (depth < MAX_DEPTH && Locators.isLocator(method, located)) {
                        addLocated(path, located, method, depth + 1);
                    }
                });
    }

    private static Optional<String> httpMethod(Class<?> resource, Method method) {
        return SecurityAnnotations.overridden(method, resource).stream()
                .flatMap(each -> Arrays.stream(each.getAnnotations()))
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(found -> found != null)
                .map(HttpMethod::value)
                .findFirst();
    }

    /** The methods that the path answers to, for the header {@code Allow} (RFC 9110, section 10.2.1). */
    static Set<String> allowed(String path) {
        Set<String> methods = new TreeSet<>();
        at(path).map(Endpoint::httpMethod).forEach(methods::add);
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        methods.add(HttpMethod.OPTIONS);
        return methods;
    }

    /** Whether a public resource method answers to the request. */
    static boolean isOpen(String httpMethod, String path) {
        String answering = HttpMethod.HEAD.equals(httpMethod) ? HttpMethod.GET : httpMethod;
        return at(path).anyMatch(
                        endpoint -> endpoint.open() && endpoint.httpMethod().equals(answering));
    }

    private static Stream<Endpoint> at(String path) {
        return ALL.stream().filter(endpoint -> new PathTemplate(endpoint.path()).matches(path));
    }
}
