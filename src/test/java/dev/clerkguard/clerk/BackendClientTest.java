package dev.clerkguard.clerk;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.smallrye.mutiny.Uni;
import io.vertx.circuitbreaker.CircuitBreakerState;

import com.fasterxml.jackson.databind.JsonNode;

import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.BackgroundTest;

/** What is counted and said of the calls; what callers are answered is in the tests of the whole service. */
@BackgroundTest
class BackendClientTest {
    private static final int MAX_CONCURRENT = 200;

    private final FakeCalls calls = new FakeCalls();
    private final BackendClient backend = calls.backend("4s");

    @AfterEach
    void stop() {
        calls.close();
    }

    @ParameterizedTest
    @CsvSource({
        "404,not_found",
        "401,secret_key_refused",
        "403,secret_key_refused",
        "429,rate_limited",
        "500,error",
        "302,error"
    })
    void call_isCountedByItsOutcome(int status, String outcome) {
        FakeCalls.refused(backend, FakeCalls.answer(status));
        assertEquals(1, calls.count(outcome));
    }

    @Test
    void successfulCall_isTimed() {
        backend.read(Operation.READ_USER, Reason.USER_NOT_FOUND, JsonNode::isObject, key -> FakeCalls.answer(200)
                        .get())
                .await()
                .indefinitely();
        assertEquals(1, calls.count("ok"));
    }

    @Test
    void openBreaker_isCountedAndLogged() {
        for (int i = 0; i < 5; i++) {
            FakeCalls.refused(backend, FakeCalls.answer(500));
        }
        assertEquals(CircuitBreakerState.OPEN, backend.breaker());
        FakeCalls.refused(backend, FakeCalls.answer(200));
        assertEquals(1, calls.count("breaker_open"));
        assertEquals(List.of("WARN event=circuit_breaker_opened delay_seconds=5"), calls.log.all());
    }

    @Test
    void concurrentCalls_areBoundedAlsoWhenTheirCallersAreGone() {
        CompletableFuture<RestResponse<byte[]>> hanging = new CompletableFuture<>();
        List<CompletableFuture<?>> callers = Stream.generate(
                        () -> FakeCalls.read(backend, () -> Uni.createFrom().completionStage(hanging)))
                .limit(MAX_CONCURRENT)
                .collect(Collectors.toList());
        callers.forEach(caller -> caller.cancel(true));

        RefusedException refused = FakeCalls.refused(FakeCalls.read(backend, FakeCalls.answer(200)));
        assertEquals(Reason.CLERK_UNAVAILABLE, refused.reason());
        assertEquals(Optional.of(Duration.ofSeconds(1)), refused.retryAfter());
        assertEquals(1, calls.count("too_many"));

        hanging.complete(RestResponse.ResponseBuilder.<byte[]>create(200)
                .entity(FakeCalls.JSON)
                .build());
        await().until(() -> backend.underWay() == 0);
        backend.read(Operation.READ_USER, Reason.USER_NOT_FOUND, JsonNode::isObject, key -> FakeCalls.answer(200)
                        .get())
                .await()
                .indefinitely();
    }

    @Test
    void unexpectedJson_isAFailure() {
        for (int i = 0; i < 5; i++) {
            Uni<?> found = backend.read(
                    Operation.READ_USER, Reason.USER_NOT_FOUND, JsonNode::isArray, key -> FakeCalls.answer(200)
                            .get());
            assertThrows(RefusedException.class, () -> found.await().indefinitely());
        }
        assertEquals(5, calls.count("error"));
        assertEquals(CircuitBreakerState.OPEN, backend.breaker());
    }
}
