package dev.clerkguard.clerk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.JsonNode;

import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/** When Clerk is left alone, because it limits us or does not know us. */
class BackoffTest {
    private final FakeCalls calls = new FakeCalls();
    private final BackendClient backend = calls.backend("4s");

    @AfterEach
    void stop() {
        calls.close();
    }

    @Test
    void rateLimited_noCallIsSentAndThatIsCountedAndLogged() {
        FakeCalls.refused(backend, FakeCalls.answer(429));
        FakeCalls.refused(backend, FakeCalls.answer(200));
        assertEquals(1, calls.count("paused"));
        assertEquals(Duration.ofSeconds(5), backend.pauseLeft());
        assertEquals(List.of("WARN event=backend_rate_limited retry_after_seconds=5"), calls.log.all());
        calls.clock.advance(Duration.ofSeconds(5));
        backend.read(Operation.READ_USER, Reason.USER_NOT_FOUND, JsonNode::isObject, key -> FakeCalls.answer(200)
                        .get())
                .await()
                .indefinitely();
        assertEquals(Duration.ZERO, backend.pauseLeft());
    }

    @Test
    void rejectedSecretKey_isLoggedOnceAMinute() {
        FakeCalls.refused(backend, FakeCalls.answer(401));
        calls.clock.advance(Duration.ofSeconds(5));
        FakeCalls.refused(backend, FakeCalls.answer(401));
        calls.clock.advance(Duration.ofSeconds(61));
        FakeCalls.refused(backend, FakeCalls.answer(401));
        String line = "ERROR event=secret_key_rejected variable=CLERK_SECRET_KEY";
        assertEquals(List.of(line, line), calls.log.all());
    }

    @Test
    void rejectedSecretKey_startsABackOff() {
        FakeCalls.refused(backend, FakeCalls.answer(401));
        calls.clock.advance(Duration.ofSeconds(2));
        RefusedException refused = FakeCalls.refused(FakeCalls.read(backend, FakeCalls.answer(200)));
        assertEquals(Reason.SECRET_KEY_INVALID, refused.reason());
        assertEquals(Optional.of(Duration.ofSeconds(3)), refused.retryAfter());
        assertEquals(1, calls.count("paused"));

        calls.clock.advance(Duration.ofSeconds(3));
        FakeCalls.read(backend, FakeCalls.answer(200)).join();
    }

    @Test
    void manyRateLimitedCalls_areLoggedOnce() {
        CompletableFuture<RestResponse<byte[]>> both = new CompletableFuture<>();
        CompletableFuture<?> one =
                FakeCalls.read(backend, () -> Uni.createFrom().completionStage(both));
        CompletableFuture<?> other =
                FakeCalls.read(backend, () -> Uni.createFrom().completionStage(both));
        both.complete(FakeCalls.limited("7"));
        FakeCalls.refused(one);
        FakeCalls.refused(other);

        assertEquals(List.of("WARN event=backend_rate_limited retry_after_seconds=7"), calls.log.all());
    }

    @Test
    void clockSetBack_doesNotExtendTheBackOff() {
        FakeCalls.refused(backend, FakeCalls.answer(429));
        calls.clock.advance(Duration.ofHours(-1));

        FakeCalls.read(backend, FakeCalls.answer(200)).join();
    }

    @Test
    void invalidRetryAfter_isIgnored() {
        FakeCalls.refused(backend, () -> Uni.createFrom().item(FakeCalls.limited("-5")));

        assertEquals(Duration.ofSeconds(5), backend.pauseLeft());
    }

    @Test
    void shorterLimit_doesNotEndALongerOne() {
        CompletableFuture<RestResponse<byte[]>> first = new CompletableFuture<>();
        CompletableFuture<RestResponse<byte[]>> second = new CompletableFuture<>();
        CompletableFuture<?> one =
                FakeCalls.read(backend, () -> Uni.createFrom().completionStage(first));
        CompletableFuture<?> other =
                FakeCalls.read(backend, () -> Uni.createFrom().completionStage(second));
        first.complete(FakeCalls.limited("60"));
        FakeCalls.refused(one);
        second.complete(FakeCalls.limited("1"));
        FakeCalls.refused(other);

        assertEquals(Duration.ofSeconds(60), backend.pauseLeft());
    }

    @Test
    void retryAfterZero_isAShortBackOff() {
        FakeCalls.refused(backend, () -> Uni.createFrom().item(FakeCalls.limited("0")));

        assertEquals(Duration.ofSeconds(1), backend.pauseLeft());
    }
}
