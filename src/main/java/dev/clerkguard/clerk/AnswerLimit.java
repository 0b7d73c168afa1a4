package dev.clerkguard.clerk;

import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.http.HttpClientResponse;

import dev.clerkguard.clerk.Answer.NoAnswer;

/**
 * Hangs up on an answer of Clerk's as soon as it is larger than it may be. The REST client itself would keep all of it,
 * as fast as it comes, until the time is over. Found through {@code META-INF/services}, by the REST client.
 */
@RegisterForReflection
public final class AnswerLimit implements RestClientListener {
    @Override
    public void onNewClient(Class<?> api, RestClientBuilder builder) {
        if (api == BackendApi.class && builder instanceof VertxRequestCustomizingClientBuilder<?> client) {
            int maxBytes = ConfigProvider.getConfig()
                    .unwrap(SmallRyeConfig.class)
                    .getConfigMapping(BackendConfig.class)
                    .backend()
                    .maxBytes();
            client.httpClientRequestCustomizer(
                    request -> request.response().onSuccess(response -> limit(response, maxBytes)));
        }
    }

    private static void limit(HttpClientResponse response, int maxBytes) {
        AtomicLong read = new AtomicLong();
        response.handler(part -> {
            if (read.addAndGet(part.length()) > maxBytes) {
                response.request().reset(0, tooLarge(maxBytes));
            }
        });
    }

    /** Once more would be as much again. */
    private static NoAnswer tooLarge(int maxBytes) {
        return new NoAnswer("Clerk's answer is larger than " + maxBytes + " bytes", false);
    }
}
