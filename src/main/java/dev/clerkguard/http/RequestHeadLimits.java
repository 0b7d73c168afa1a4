package dev.clerkguard.http;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Switches {@link RequestHeadExtension} on before the HTTP server listens. */
@ApplicationScoped
class RequestHeadLimits {
    /** Netty's switch for extensions that are found as services (io.netty.bootstrap.ChannelInitializerExtensions). */
    private static final String NETTY_EXTENSIONS = "io.netty.bootstrap.extensions";

    /** Limits of the HTTP server that Quarkus has no setting for. */
    @ConfigMapping(prefix = "clerk.http")
    public interface Settings {
        /** The time for the rest of a request head once its first bytes have arrived; then the connection is closed. */
        @WithDefault("10s")
        Duration headTimeout();
    }

    void enable(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event,
            Settings settings,
            MeterRegistry registry) {
        RequestHeadExtension.timeoutMillis = Math.max(1, settings.headTimeout().toMillis());
        System.setProperty(NETTY_EXTENSIONS, "serviceload");
        FunctionCounter.builder("clerk.guard.http.heads.closed", this, one -> IncompleteHeads.closed())
                .description("Connections closed because their request head was not complete in time or in bounds")
                .register(registry);
        Gauge.builder("clerk.guard.http.heads.incomplete", this, one -> IncompleteHeads.totalBytes())
                .baseUnit("bytes")
                .description("Bytes of request heads that are not complete")
                .register(registry);
    }
}
