package dev.clerkguard.clerk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Vertx;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.clerk.BackendCalls.Operation;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.LogLines;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.Settings;

/** What is counted and said of the calls; what callers are answered is in the tests of the whole service. */
class BackendTest {
    private final MovableClock clock = new MovableClock();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final LogLines log = LogLines.of(Backend.class);
    private final Vertx vertx = Vertx.vertx();
    private final Backend backend = backend("4s");

    @AfterEach
    void stop() {
        log.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
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
    void aCallIsCountedByWhatCameOfIt(int status, String outcome) {
        refused(answer(status));
        assertEquals(1, count(outcome));
    }

    @Test
    void whatIsAnsweredIsTimed() {
        backend.read(Operation.READ_USER, Reason.USER_NOT_FOUND, answer(200))
                .await()
                .indefinitely();
        assertEquals(1, count("ok"));
    }

    @Test
    void whatIsNotAnsweredWithinTheBudgetIsATimeout() {
        refused(backend("50ms"), () -> Uni.createFrom().nothing());
        assertEquals(1, count("timeout"));
    }

    @Test
    void whileClerkLimitsUsNothingIsSentAndThatIsCountedAndSaid() {
        refused(answer(429));
        refused(answer(200));
        assertEquals(1, count("paused"));
        assertEquals(Duration.ofSeconds(5), backend.pauseLeft());
        assertEquals(List.of("WARN event=backend-rate-limited pause=5s"), log.all());
        clock.advance(Duration.ofSeconds(5));
        backend.read(Operation.READ_USER, Reason.USER_NOT_FOUND, answer(200))
                .await()
                .indefinitely();
        assertEquals(Duration.ZERO, backend.pauseLeft());
    }

    @Test
    void anOpenBreakerIsCountedAndSaid() {
        for (int i = 0; i < 5; i++) {
            refused(answer(500));
        }
        assertEquals(CircuitBreakerState.OPEN, backend.breaker());
        refused(answer(200));
        assertEquals(1, count("breaker_open"));
        assertEquals(List.of("WARN event=backend-breaker state=open pause=5s"), log.all());
    }

    @Test
    void aRefusedSecretKeyIsSaidOnceAMinute() {
        refused(answer(401));
        refused(answer(401));
        clock.advance(Duration.ofSeconds(61));
        refused(answer(401));
        String line =
                "ERROR event=secret-key-refused by=clerk effect=users-cannot-be-looked-up variable=CLERK_SECRET_KEY";
        assertEquals(List.of(line, line), log.all());
    }

    private Backend backend(String budget) {
        BackendConfig config =
                Settings.of(BackendConfig.class, Map.of("clerk.backend.budget", budget, "clerk.backend.retries", "0"));
        return ClerkBeans.backend(vertx, new ObjectMapper(), config, meters, clock);
    }

    private void refused(Supplier<Uni<RestResponse<byte[]>>> call) {
        refused(backend, call);
    }

    private static void refused(Backend backend, Supplier<Uni<RestResponse<byte[]>>> call) {
        Uni<?> answer = backend.read(Operation.READ_USER, Reason.USER_NOT_FOUND, call);
        assertThrows(RefusedException.class, () -> answer.await().atMost(Duration.ofSeconds(5)));
    }

    private static Supplier<Uni<RestResponse<byte[]>>> answer(int status) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        return () -> Uni.createFrom()
                .item(RestResponse.ResponseBuilder.<byte[]>create(status)
                        .entity(body)
                        .build());
    }

    private long count(String outcome) {
        Timer timer = meters.find("clerk.guard.backend.request.duration")
                .tags("operation", "read_user", "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }
}
