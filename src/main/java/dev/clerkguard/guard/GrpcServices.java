package dev.clerkguard.guard;

import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.interceptor.Interceptor;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Refuses to start gRPC services on a port of their own, which is the default of Quarkus: {@link RouteGuard} protects the
 * HTTP port only.
 */
@ApplicationScoped
class GrpcServices {
    static final String SEPARATE_SERVER = "quarkus.grpc.server.use-separate-server";
    /** By name: the extension is not a dependency. */
    private static final String QUALIFIER = "io.quarkus.grpc.GrpcService";

    private static final Set<String> NAMES = new ConcurrentSkipListSet<>();

    private final boolean separateServer;

    GrpcServices(@ConfigProperty(name = SEPARATE_SERVER, defaultValue = "true") boolean separateServer) {
        this.separateServer = separateServer;
    }

    /** Keeps the names of the gRPC services among the beans, while the application is put together. */
    static void read(Collection<Bean<?>> beans) {
        beans.stream()
                .filter(bean -> bean.getQualifiers().stream()
                        .map(Annotation::annotationType)
                        .map(Class::getName)
                        .anyMatch(QUALIFIER::equals))
                .map(bean -> bean.getBeanClass().getName())
                .forEach(NAMES::add);
    }

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent event) {
        check(NAMES, separateServer);
    }

    static void check(Set<String> services, boolean separateServer) {
        if (separateServer && !services.isEmpty()) {
            throw new ConfigurationException("gRPC services would be served without authentication, on a port of their"
                    + " own: " + String.join(", ", new TreeSet<>(services)) + ". Set " + SEPARATE_SERVER
                    + "=false, so that they are served on the HTTP port, which is protected.");
        }
    }
}
