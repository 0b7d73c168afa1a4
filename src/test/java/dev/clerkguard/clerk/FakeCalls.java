package dev.clerkguard.clerk;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jboss.resteasy.reactive.RestResponse;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.LogLines;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.Settings;

/** Calls of a {@link BackendClient} whose other end is a test. */
final class FakeCalls implements AutoCloseable {
    static final byte[] JSON = "{}".getBytes(StandardCharsets.UTF_8);

    final MovableClock clock = new MovableClock();
    final LogLines log = LogLines.of(BackendClient.class);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();

    @Override
    public void close() {
        log.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    BackendClient backend(String budget) {
        return backend(budget, 0);
    }

    BackendClient backend(String budget, int retries) {
        return backend(Map.of(
                "clerk.secret-key",
                "sk_test_fake",
                "clerk.backend.timeout",
                budget,
                "clerk.backend.retries",
                String.valueOf(retries)));
    }

    BackendClient backend(Map<String, String> settings) {
        BackendConfig config = Settings.of(BackendConfig.class, settings);
        return BackendProducer.client(vertx, ObjectMapper::new, new BackendKeys(config), config, meters, clock);
    }

    static CompletableFuture<?> read(BackendClient backend, Supplier<Uni<RestResponse<byte[]>>> call) {
        return backend.read(Operation.READ_USER, Reason.USER_NOT_FOUND, JsonNode::isObject, authorization -> call.get())
                .subscribeAsCompletionStage();
    }

    static RefusedException refused(CompletableFuture<?> answer) {
        return (RefusedException) assertThrows(ExecutionException.class, () -> answer.get(5, TimeUnit.SECONDS))
                .getCause();
    }

    static void refused(BackendClient backend, Supplier<Uni<RestResponse<byte[]>>> call) {
        Uni<?> answer = backend.read(
                Operation.READ_USER, Reason.USER_NOT_FOUND, JsonNode::isObject, authorization -> call.get());
        assertThrows(RefusedException.class, () -> answer.await().atMost(Duration.ofSeconds(5)));
    }

    static Supplier<Uni<RestResponse<byte[]>>> answer(int status) {
        return () -> Uni.createFrom()
                .item(RestResponse.ResponseBuilder.<byte[]>create(status)
                        .entity(JSON)
                        .build());
    }

    static RestResponse<byte[]> limited(String retryAfter) {
        return RestResponse.ResponseBuilder.<byte[]>create(429)
                .header("Retry-After", retryAfter)
                .build();
    }

    long count(String outcome) {
        Timer timer = meters.find("clerk.guard.backend.request.duration")
                .tags("operation", "read_user", "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }
}
