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

import dev.clerkguard.clerk.BackendCalls.Operation;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/** When Clerk is left alone, because it limits us or does not know us. */
class BackendPauseTest {
    private final Calls calls = new Calls();
    private final Backend backend = calls.backend("4s");

    @AfterEach
    void stop() {
        calls.close();
    }

    @Test
    void whileClerkLimitsUsNothingIsSentAndThatIsCountedAndSaid() {
        Calls.refused(backend, Calls.answer(429));
        Calls.refused(backend, Calls.answer(200));
        assertEquals(1, calls.count("paused"));
        assertEquals(Duration.ofSeconds(5), backend.pauseLeft());
        assertEquals(List.of("WARN event=backend-rate-limited pause=5s"), calls.log.all());
        calls.clock.advance(Duration.ofSeconds(5));
        backend.read(Operation.READ_USER, Reason.USER_NOT_FOUND, JsonNode::isObject, Calls.answer(200))
                .await()
                .indefinitely();
        assertEquals(Duration.ZERO, backend.pauseLeft());
    }

    @Test
    void aRefusedSecretKeyIsSaidOnceAMinute() {
        Calls.refused(backend, Calls.answer(401));
        calls.clock.advance(Duration.ofSeconds(5));
        Calls.refused(backend, Calls.answer(401));
        calls.clock.advance(Duration.ofSeconds(61));
        Calls.refused(backend, Calls.answer(401));
        String line =
                "ERROR event=secret-key-refused by=clerk effect=users-cannot-be-looked-up variable=CLERK_SECRET_KEY";
        assertEquals(List.of(line, line), calls.log.all());
    }

    @Test
    void whileTheSecretKeyIsRefusedClerkIsLeftAlone() {
        Calls.refused(backend, Calls.answer(401));
        calls.clock.advance(Duration.ofSeconds(2));
        RefusedException refused = Calls.refused(Calls.read(backend, Calls.answer(200)));
        assertEquals(Reason.SECRET_KEY_INVALID, refused.reason());
        assertEquals(Optional.of(Duration.ofSeconds(3)), refused.retryAfter());
        assertEquals(1, calls.count("paused"));

        calls.clock.advance(Duration.ofSeconds(3));
        Calls.read(backend, Calls.answer(200)).join();
    }

    @Test
    void manyWhoAreLimitedTogetherAreOneLine() {
        CompletableFuture<RestResponse<byte[]>> both = new CompletableFuture<>();
        CompletableFuture<?> one = Calls.read(backend, () -> Uni.createFrom().completionStage(both));
        CompletableFuture<?> other = Calls.read(backend, () -> Uni.createFrom().completionStage(both));
        both.complete(Calls.limited("7"));
        Calls.refused(one);
        Calls.refused(other);

        assertEquals(List.of("WARN event=backend-rate-limited pause=7s"), calls.log.all());
    }

    @Test
    void aClockThatIsPutBackMakesNoPauseLonger() {
        Calls.refused(backend, Calls.answer(429));
        calls.clock.advance(Duration.ofHours(-1));

        Calls.read(backend, Calls.answer(200)).join();
    }

    @Test
    void aLimitThatMakesNoSenseIsAsGoodAsNone() {
        Calls.refused(backend, () -> Uni.createFrom().item(Calls.limited("-5")));

        assertEquals(Duration.ofSeconds(5), backend.pauseLeft());
    }

    @Test
    void aShorterLimitDoesNotEndALongerOne() {
        CompletableFuture<RestResponse<byte[]>> first = new CompletableFuture<>();
        CompletableFuture<RestResponse<byte[]>> second = new CompletableFuture<>();
        CompletableFuture<?> one = Calls.read(backend, () -> Uni.createFrom().completionStage(first));
        CompletableFuture<?> other = Calls.read(backend, () -> Uni.createFrom().completionStage(second));
        first.complete(Calls.limited("60"));
        Calls.refused(one);
        second.complete(Calls.limited("1"));
        Calls.refused(other);

        assertEquals(Duration.ofSeconds(60), backend.pauseLeft());
    }

    @Test
    void aLimitOfNoTimeAtAllIsAShortOne() {
        Calls.refused(backend, () -> Uni.createFrom().item(Calls.limited("0")));

        assertEquals(Duration.ofSeconds(1), backend.pauseLeft());
    }
}
