package dev.clerkguard.guard;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Set;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;

import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;

/**
 * Whether a resource method may be called by anybody. The annotation counts where the code is that it opens: on the
 * method that runs, or else on the class that declares it. Nothing is inherited, neither from an interface nor from an
 * overridden method, and whatever is in doubt is protected.
 */
final class Exemption {
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

    private Exemption() {}

    static boolean isExempt(Method method, Class<?> resourceClass) {
        if (restricted(method)) {
            return false;
        }
        if (method.isAnnotationPresent(PermitAll.class)) {
            return true;
        }
        return permitsAll(method.getDeclaringClass())
                // A subclass that restricts itself means the methods that it inherits as well.
                && !restricted(resourceClass);
    }

    private static boolean permitsAll(Class<?> type) {
        return type.isAnnotationPresent(PermitAll.class) && !restricted(type);
    }

    private static boolean restricted(AnnotatedElement element) {
        return RESTRICTIONS.stream().anyMatch(element::isAnnotationPresent);
    }
}
