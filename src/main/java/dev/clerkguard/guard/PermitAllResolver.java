package dev.clerkguard.guard;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;

import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;

/**
 * Decides whether a method is public. {@code @PermitAll} counts on the method that runs, or else on the class that
 * declares it. It is not inherited, neither from an interface nor from an overridden method, and it is not read from
 * composed annotations. A restriction wins over it, and restrictions are inherited.
 */
final class PermitAllResolver {
    private static final Set<Class<? extends Annotation>> RESTRICTIONS = Set.of(
            DenyAll.class,
            RolesAllowed.class,
            Authenticated.class,
            PermissionsAllowed.class,
            PermissionsAllowed.List.class,
            RequiresPermission.class,
            RequiresFeature.class,
            RequiresPlan.class,
            Reverified.class,
            NotImpersonated.class);

    private PermitAllResolver() {}

    static boolean isExempt(Method method, Class<?> target) {
        if (anyRestricted(SecurityAnnotations.overridden(method, target).stream())) {
            return false;
        }
        return method.isAnnotationPresent(PermitAll.class)
                || method.getDeclaringClass().isAnnotationPresent(PermitAll.class)
                        // A restriction on a subclass applies to the methods that it inherits as well.
                        && !anyRestricted(SecurityAnnotations.types(target, method.getDeclaringClass()));
    }

    private static boolean anyRestricted(Stream<? extends AnnotatedElement> elements) {
        return elements.flatMap(SecurityAnnotations::on)
                .anyMatch(annotation -> RESTRICTIONS.contains(annotation.annotationType()));
    }
}
