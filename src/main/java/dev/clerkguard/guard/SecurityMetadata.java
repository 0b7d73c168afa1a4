package dev.clerkguard.guard;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.Path;

/**
 * Reads the access policies and paths of all beans, and which are gRPC services, while the application is put together; for a native binary that is
 * during its build. A wrong annotation ends the start, or the build, with its place.
 */
final class SecurityMetadata {
    private static final List<String> FRAMEWORK =
            List.of("io.quarkus.", "io.smallrye.", "io.vertx.", "io.micrometer.", "org.jboss.", "org.eclipse.");

    private SecurityMetadata() {}

    static void read(BeanManager beans) {
        Set<Bean<?>> all = beans.getBeans(Object.class, Any.Literal.INSTANCE);
        GrpcServices.read(all);
        Set<Class<?>> types = new HashSet<>();
        for (Bean<?> bean : all) {
            Class<?> type = bean.getBeanClass();
            if (types.add(type) && !isFramework(type)) {
                read(type);
            }
        }
    }

    private static boolean isFramework(Class<?> type) {
        for (String prefix : FRAMEWORK) {
            if (type.getName().startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static void read(Class<?> type) {
        if (AccessPolicy.restrictsAny(type)
                || SecurityAnnotations.types(type).anyMatch(each -> each.isAnnotationPresent(Path.class))) {
            SecurityAnnotations.types(type)
                    .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                    .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                    .forEach(method -> read(type, method));
        }
    }

    private static void read(Class<?> type, Method method) {
        AccessPolicies.needsSession(method, type);
        if (Locators.isLocator(method, type)) {
            Endpoints.addLocated(type, method);
        }
    }
}
