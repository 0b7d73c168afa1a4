package dev.clerkguard.guard;

import java.lang.reflect.Method;
import java.util.Arrays;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

/**
 * Tells which methods are locators of sub-resources (Jakarta REST 3.1, section 3.4.1) and need a session. A locator
 * runs before the request filters, so its side effects and its answers must not be for everyone.
 */
final class Locators {
    private Locators() {}

    /**
     * A public endpoint of the type that it returns keeps a locator public: which of them is meant shows only later.
     */
    static boolean needsSession(Method method, Class<?> resource) {
        Class<?> located = method.getReturnType();
        return isLocator(method, resource)
                && SecurityAnnotations.types(located)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .filter(each -> isEndpoint(each, located))
                        .noneMatch(each -> AccessPolicies.of(each, located).open());
    }

    static boolean isLocator(Method method, Class<?> resource) {
        return !isEndpoint(method, resource)
                && SecurityAnnotations.overridden(method, resource).stream()
                        .anyMatch(each -> each.isAnnotationPresent(Path.class));
    }

    private static boolean isEndpoint(Method method, Class<?> resource) {
        return SecurityAnnotations.overridden(method, resource).stream()
                .flatMap(each -> Arrays.stream(each.getAnnotations()))
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }
}
