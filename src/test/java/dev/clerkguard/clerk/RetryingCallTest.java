package dev.clerkguard.clerk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.testing.BackgroundTest;

/** How often one question is asked, and for how long. */
@BackgroundTest
class RetryingCallTest {
    private final FakeCalls calls = new FakeCalls();
    private final BackendClient backend = calls.backend("4s");

    @AfterEach
    void stop() {
        calls.close();
    }

    @Test
    void noAnswerWithinTheTimeout_isATimeout() {
        FakeCalls.refused(calls.backend("50ms"), () -> Uni.createFrom().nothing());
        assertEquals(1, calls.count("timeout"));
    }

    @Test
    void secondAttempt_hasTheRestOfTheTimeout() {
        Duration budget = Duration.ofSeconds(2);
        AtomicInteger asked = new AtomicInteger();
        long start = System.nanoTime();
        CompletableFuture<?> found = FakeCalls.read(
                calls.backend(budget.toMillis() + "ms", 1),
                () -> asked.incrementAndGet() == 1
                        ? Uni.createFrom()
                                .<RestResponse<byte[]>>nothing()
                                .ifNoItem()
                                .after(budget.multipliedBy(3).dividedBy(4))
                                .fail()
                        : Uni.createFrom().nothing());

        assertEquals(Reason.CLERK_UNAVAILABLE, FakeCalls.refused(found).reason());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertEquals(2, asked.get());
        assertEquals(1, calls.count("timeout"));
        assertTrue(took.compareTo(budget.multipliedBy(3).dividedBy(2)) < 0, took + " for a budget of " + budget);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void failingCall_isRepeatedAsOftenAsConfigured(int retries) {
        AtomicInteger asked = new AtomicInteger();
        FakeCalls.refused(FakeCalls.read(calls.backend("4s", retries), () -> {
            asked.incrementAndGet();
            return Uni.createFrom().failure(new IOException());
        }));

        assertEquals(1 + retries, asked.get());
    }

    @Test
    void secondAttempt_isDelayed() {
        AtomicLong failedAt = new AtomicLong();
        CompletableFuture<?> found = FakeCalls.read(calls.backend("4s", 1), () -> {
            if (failedAt.compareAndSet(0, System.nanoTime())) {
                return Uni.createFrom().failure(new IOException());
            }
            assertTrue(
                    System.nanoTime() - failedAt.get() >= Duration.ofMillis(50).toNanos());
            return FakeCalls.answer(200).get();
        });

        found.join();
    }

    @Test
    void backOffBegins_failedCallIsNotRepeated() {
        BackendClient retrying = calls.backend("4s", 1);
        AtomicInteger asked = new AtomicInteger();
        CompletableFuture<RestResponse<byte[]>> failing = new CompletableFuture<>();
        CompletableFuture<?> found = FakeCalls.read(retrying, () -> {
            asked.incrementAndGet();
            return Uni.createFrom().completionStage(failing);
        });
        FakeCalls.refused(FakeCalls.read(retrying, () -> Uni.createFrom().item(FakeCalls.limited("60"))));
        failing.completeExceptionally(new IOException());

        assertEquals(Reason.CLERK_RATE_LIMITED, FakeCalls.refused(found).reason());
        assertEquals(1, asked.get());
    }
}
