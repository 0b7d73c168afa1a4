package dev.clerkguard.clerk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.testing.BackgroundTest;

@BackgroundTest
class JsonMapperPreparationTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void mapper_isMadeAfterTheStartOnAWorkerThread() throws Exception {
        CompletableFuture<Boolean> onWorker = new CompletableFuture<>();
        JsonMapperPreparation.schedule(vertx, () -> {
            onWorker.complete(Context.isOnWorkerThread());
            return new ObjectMapper();
        });

        assertFalse(onWorker.isDone());
        assertTrue(onWorker.get(20, TimeUnit.SECONDS));
    }
}
