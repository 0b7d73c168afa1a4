package dev.clerkguard.standin;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.clerkguard.testing.BackgroundTest;
import dev.clerkguard.testing.Settings;

/** A service that does not take a delivery at first. StandInEventsTest shows that the real one accepts the signatures. */
@BackgroundTest
class WebhookSenderTest {
    private static final String REQUEST = "request";

    private final Vertx vertx = Vertx.vertx();
    private final EventLog log = new EventLog();
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private HttpServer service;

    @BeforeEach
    void startService() {
        service = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void refusedDelivery_isRepeatedWithTheSameIdUntilAccepted() {
        WebhookSender sender = sender();
        sender.send("user.updated", JsonNodeFactory.instance.objectNode());
        await().until(() -> ids.size() == 2);
        assertEquals(1, ids.stream().distinct().count());
        assertTrue(signatures.stream().allMatch(signature -> signature.matches("v1,[A-Za-z0-9+/]{43}=")));

        sender.send("user.deleted", JsonNodeFactory.instance.objectNode());
        await().until(() -> ids.size() == 3);
        assertEquals(2, ids.stream().distinct().count());
    }

    /** Otherwise the rest of the request and the delivery would use one request scope on two threads. */
    @Test
    void delivery_doesNotRunInTheContextOfTheRequestThatCausedIt() {
        WebhookSender sender = sender();
        List<Optional<String>> requests = new CopyOnWriteArrayList<>();
        log.events()
                .subscribe()
                .with(event ->
                        requests.add(Optional.ofNullable(Vertx.currentContext().getLocal(REQUEST))));
        Context request = VertxContext.getOrCreateDuplicatedContext(vertx);
        request.putLocal(REQUEST, "of a browser");

        request.runOnContext(ignored -> sender.send("user.updated", JsonNodeFactory.instance.objectNode()));

        await().until(() -> requests.size() == 2);
        assertEquals(List.of(Optional.empty(), Optional.empty()), requests);
    }

    private void answer(HttpServerRequest request) {
        assertEquals("/webhooks/clerk", request.path());
        signatures.add(request.getHeader("svix-signature"));
        ids.add(request.getHeader("svix-id"));
        request.response().setStatusCode(ids.size() == 1 ? 503 : 204).end();
    }

    private WebhookSender sender() {
        return new WebhookSender(
                vertx,
                Settings.of(
                        StandInConfig.class,
                        Map.of(
                                "dev-clerk.issuer",
                                "http://localhost:" + service.actualPort() + "/dev-clerk",
                                "dev-clerk.webhook-secret",
                                "whsec_c2VjcmV0IG9mIGRldiBtb2RlIG9ubHk=")),
                log);
    }
}
