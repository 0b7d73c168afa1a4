package dev.clerkguard.clerk;

import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.http.HttpClientResponse;

import dev.clerkguard.clerk.BackendResponse.NoAnswer;

/**
 * Closes the connection when a response of Clerk is larger than the limit. The REST client itself would buffer all of it
 * until the time-out. The REST client finds this class through {@code META-INF/services}.
 */
@RegisterForReflection
public final class ResponseSizeLimit implements RestClientListener {
    @Override
    public void onNewClient(Class<?> api, RestClientBuilder builder) {
        if ((api == BackendApi.class || api == ResourceApi.class)
                && builder instanceof VertxRequestCustomizingClientBuilder<?> client) {
            long maxBytes = ConfigProvider.getConfig()
                    .unwrap(SmallRyeConfig.class)
                    .getConfigMapping(BackendConfig.class)
                    .backend()
                    .maxBytes()
                    .asLongValue();
            client.httpClientRequestCustomizer(
                    request -> request.response().onSuccess(response -> limit(response, maxBytes)));
        }
    }

    private static void limit(HttpClientResponse response, long maxBytes) {
        AtomicLong read = new AtomicLong();
        response.handler(part -> {
            if (read.addAndGet(part.length()) > maxBytes) {
                response.request().reset(0, tooLarge(maxBytes));
            }
        });
    }

    /** A retry would read as much again. */
    private static NoAnswer tooLarge(long maxBytes) {
        return new NoAnswer("Clerk's answer is larger than " + maxBytes + " bytes", false);
    }
}
