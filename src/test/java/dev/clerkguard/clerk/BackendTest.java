package dev.clerkguard.clerk;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Vertx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.clerk.BackendCalls.Operation;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.LogLines;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.Settings;

/** What is counted and said of the calls; what callers are answered is in the tests of the whole service. */
class BackendTest {
    private static final byte[] JSON = "{}".getBytes(StandardCharsets.UTF_8);
    private static final int MAX_CONCURRENT = 200;

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
        backend.read(Operation.READ_USER, Reason.USER_NOT_FOUND, JsonNode::isObject, answer(200))
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
    void theSecondAttemptHasWhatTheFirstLeftOfTheBudget() {
        Duration budget = Duration.ofSeconds(2);
        AtomicInteger asked = new AtomicInteger();
        long start = System.nanoTime();
        CompletableFuture<?> found = read(
                backend(budget.toMillis() + "ms", 1),
                () -> asked.incrementAndGet() == 1
                        ? Uni.createFrom()
                                .<RestResponse<byte[]>>nothing()
                                .ifNoItem()
                                .after(budget.multipliedBy(3).dividedBy(4))
                                .fail()
                        : Uni.createFrom().nothing());

        assertEquals(Reason.CLERK_UNAVAILABLE, refused(found).reason());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertEquals(2, asked.get());
        assertEquals(1, count("timeout"));
        assertTrue(took.compareTo(budget.multipliedBy(3).dividedBy(2)) < 0, took + " for a budget of " + budget);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void asOftenAsIsSetAndNotOnceMore(int retries) {
        AtomicInteger asked = new AtomicInteger();
        refused(read(backend("4s", retries), () -> {
            asked.incrementAndGet();
            return Uni.createFrom().failure(new IOException());
        }));

        assertEquals(1 + retries, asked.get());
    }

    @Test
    void theSecondAttemptGivesClerkAMoment() {
        AtomicLong failedAt = new AtomicLong();
        CompletableFuture<?> found = read(backend("4s", 1), () -> {
            if (failedAt.compareAndSet(0, System.nanoTime())) {
                return Uni.createFrom().failure(new IOException());
            }
            assertTrue(
                    System.nanoTime() - failedAt.get() >= Duration.ofMillis(50).toNanos());
            return answer(200).get();
        });

        found.join();
    }

    @Test
    void whileClerkLimitsUsNothingIsSentAndThatIsCountedAndSaid() {
        refused(answer(429));
        refused(answer(200));
        assertEquals(1, count("paused"));
        assertEquals(Duration.ofSeconds(5), backend.pauseLeft());
        assertEquals(List.of("WARN event=backend-rate-limited pause=5s"), log.all());
        clock.advance(Duration.ofSeconds(5));
        backend.read(Operation.READ_USER, Reason.USER_NOT_FOUND, JsonNode::isObject, answer(200))
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
        clock.advance(Duration.ofSeconds(5));
        refused(answer(401));
        clock.advance(Duration.ofSeconds(61));
        refused(answer(401));
        String line =
                "ERROR event=secret-key-refused by=clerk effect=users-cannot-be-looked-up variable=CLERK_SECRET_KEY";
        assertEquals(List.of(line, line), log.all());
    }

    @Test
    void whileTheSecretKeyIsRefusedClerkIsLeftAlone() {
        refused(answer(401));
        clock.advance(Duration.ofSeconds(2));
        RefusedException refused = refused(read(backend, answer(200)));
        assertEquals(Reason.SECRET_KEY_INVALID, refused.reason());
        assertEquals(Optional.of(Duration.ofSeconds(3)), refused.retryAfter());
        assertEquals(1, count("paused"));

        clock.advance(Duration.ofSeconds(3));
        read(backend, answer(200)).join();
    }

    @Test
    void manyWhoAreLimitedTogetherAreOneLine() {
        CompletableFuture<RestResponse<byte[]>> both = new CompletableFuture<>();
        CompletableFuture<?> one = read(backend, () -> Uni.createFrom().completionStage(both));
        CompletableFuture<?> other = read(backend, () -> Uni.createFrom().completionStage(both));
        both.complete(limited("7"));
        refused(one);
        refused(other);

        assertEquals(List.of("WARN event=backend-rate-limited pause=7s"), log.all());
    }

    @Test
    void aClockThatIsPutBackMakesNoPauseLonger() {
        refused(answer(429));
        clock.advance(Duration.ofHours(-1));

        read(backend, answer(200)).join();
    }

    @Test
    void aLimitThatMakesNoSenseIsAsGoodAsNone() {
        refused(() -> Uni.createFrom().item(limited("-5")));

        assertEquals(Duration.ofSeconds(5), backend.pauseLeft());
    }

    @Test
    void aShorterLimitDoesNotEndALongerOne() {
        CompletableFuture<RestResponse<byte[]>> first = new CompletableFuture<>();
        CompletableFuture<RestResponse<byte[]>> second = new CompletableFuture<>();
        CompletableFuture<?> one = read(backend, () -> Uni.createFrom().completionStage(first));
        CompletableFuture<?> other = read(backend, () -> Uni.createFrom().completionStage(second));
        first.complete(limited("60"));
        refused(one);
        second.complete(limited("1"));
        refused(other);

        assertEquals(Duration.ofSeconds(60), backend.pauseLeft());
    }

    @Test
    void aLimitOfNoTimeAtAllIsAShortOne() {
        refused(() -> Uni.createFrom().item(limited("0")));

        assertEquals(Duration.ofSeconds(1), backend.pauseLeft());
    }

    @Test
    void whoeverFailedDoesNotAskAgainOnceClerkLimitsUs() {
        Backend retrying = backend("4s", 1);
        AtomicInteger asked = new AtomicInteger();
        CompletableFuture<RestResponse<byte[]>> failing = new CompletableFuture<>();
        CompletableFuture<?> found = read(retrying, () -> {
            asked.incrementAndGet();
            return Uni.createFrom().completionStage(failing);
        });
        refused(read(retrying, () -> Uni.createFrom().item(limited("60"))));
        failing.completeExceptionally(new IOException());

        assertEquals(Reason.CLERK_RATE_LIMITED, refused(found).reason());
        assertEquals(1, asked.get());
    }

    @Test
    void callsUnderWayAreBoundedWhetherOrNotSomebodyStillWaits() {
        CompletableFuture<RestResponse<byte[]>> hanging = new CompletableFuture<>();
        List<CompletableFuture<?>> callers = Stream.generate(
                        () -> read(backend, () -> Uni.createFrom().completionStage(hanging)))
                .limit(MAX_CONCURRENT)
                .collect(Collectors.toList());
        callers.forEach(caller -> caller.cancel(true));

        RefusedException refused = refused(read(backend, answer(200)));
        assertEquals(Reason.CLERK_UNAVAILABLE, refused.reason());
        assertEquals(Optional.of(Duration.ofSeconds(1)), refused.retryAfter());
        assertEquals(1, count("too_many"));

        hanging.complete(
                RestResponse.ResponseBuilder.<byte[]>create(200).entity(JSON).build());
        await().until(() -> backend.underWay() == 0);
        backend.read(Operation.READ_USER, Reason.USER_NOT_FOUND, JsonNode::isObject, answer(200))
                .await()
                .indefinitely();
    }

    @Test
    void whatWasNotAskedForIsAFailureLikeAnyOther() {
        for (int i = 0; i < 5; i++) {
            Uni<?> found = backend.read(Operation.READ_USER, Reason.USER_NOT_FOUND, JsonNode::isArray, answer(200));
            assertThrows(RefusedException.class, () -> found.await().indefinitely());
        }
        assertEquals(5, count("error"));
        assertEquals(CircuitBreakerState.OPEN, backend.breaker());
    }

    private static CompletableFuture<?> read(Backend backend, Supplier<Uni<RestResponse<byte[]>>> call) {
        return backend.read(Operation.READ_USER, Reason.USER_NOT_FOUND, JsonNode::isObject, call)
                .subscribeAsCompletionStage();
    }

    private static RefusedException refused(CompletableFuture<?> answer) {
        return (RefusedException) assertThrows(ExecutionException.class, () -> answer.get(5, TimeUnit.SECONDS))
                .getCause();
    }

    private static RestResponse<byte[]> limited(String retryAfter) {
        return RestResponse.ResponseBuilder.<byte[]>create(429)
                .header("Retry-After", retryAfter)
                .build();
    }

    private Backend backend(String budget) {
        return backend(budget, 0);
    }

    private Backend backend(String budget, int retries) {
        BackendConfig config = Settings.of(
                BackendConfig.class,
                Map.of("clerk.backend.budget", budget, "clerk.backend.retries", String.valueOf(retries)));
        return ClerkBeans.backend(vertx, new ObjectMapper(), config, meters, clock);
    }

    private void refused(Supplier<Uni<RestResponse<byte[]>>> call) {
        refused(backend, call);
    }

    private static void refused(Backend backend, Supplier<Uni<RestResponse<byte[]>>> call) {
        Uni<?> answer = backend.read(Operation.READ_USER, Reason.USER_NOT_FOUND, JsonNode::isObject, call);
        assertThrows(RefusedException.class, () -> answer.await().atMost(Duration.ofSeconds(5)));
    }

    private static Supplier<Uni<RestResponse<byte[]>>> answer(int status) {
        return () -> Uni.createFrom()
                .item(RestResponse.ResponseBuilder.<byte[]>create(status)
                        .entity(JSON)
                        .build());
    }

    private long count(String outcome) {
        Timer timer = meters.find("clerk.guard.backend.request.duration")
                .tags("operation", "read_user", "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }
}
