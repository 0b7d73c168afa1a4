package dev.clerkguard.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.Settings;

class FailureLimitTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int BURST = 50;

    private final MovableClock clock = new MovableClock();
    private final FailureLimit limit =
            new FailureLimit(Settings.of(MachineConfig.class, Map.of()).failedVerifications(), clock);

    @Test
    void floodOfFailures_isLimitedToTheBurstAndTheRate() {
        int calls = 0;
        for (int tenth = 0; tenth < 50; tenth++) {
            for (int i = 0; i < 100; i++) {
                CompletableFuture<Void> turn = limit.take(LONG);
                if (!turn.isCompletedExceptionally()) {
                    calls++;
                    limit.ended(true);
                }
            }
            clock.advance(Duration.ofMillis(100));
        }
        assertEquals(BURST + 9, calls);
    }

    @Test
    void concurrentSuccessesAboveTheBurst_allHaveTheirTurn() {
        List<CompletableFuture<Void>> turns = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            turns.add(limit.take(LONG));
        }
        assertEquals(BURST, turns.stream().filter(CompletableFuture::isDone).count());

        for (int i = 0; i < 120; i++) {
            limit.ended(false);
        }

        turns.forEach(CompletableFuture::join);
        assertTrue(limit.take(LONG).isDone(), "the shares are back");
    }

    @Test
    void noShareLeft_isRefusedAtOnceWithRetryAfter() {
        spend(BURST);
        RefusedException refusal = refusal(limit.take(LONG));
        assertEquals(Reason.VERIFICATIONS_LIMITED, refusal.reason());
        assertEquals(Duration.ofMillis(500), refusal.retryAfter().orElseThrow());

        clock.advance(Duration.ofMillis(500));
        limit.take(LONG).join();
        clock.advance(Duration.ofDays(1));
        limit.ended(true);
        spend(BURST);
        assertTrue(limit.take(LONG).isCompletedExceptionally());
    }

    @Test
    void lastRunningVerificationFails_waitingOnesAreRefused() {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            running.add(limit.take(LONG));
        }
        CompletableFuture<Void> waiting = limit.take(LONG);
        for (int i = 0; i < BURST - 1; i++) {
            limit.ended(true);
        }
        assertFalse(waiting.isDone());
        limit.ended(true);
        assertEquals(Reason.VERIFICATIONS_LIMITED, refusal(waiting).reason());
        assertTrue(running.stream().allMatch(CompletableFuture::isDone));
    }

    @Test
    void cancelledWait_leavesTheTurnToTheNext() {
        for (int i = 0; i < BURST; i++) {
            limit.take(LONG).join();
        }
        CompletableFuture<Void> gone = limit.take(LONG);
        CompletableFuture<Void> next = limit.take(LONG);
        gone.cancel(false);
        limit.ended(false);
        next.join();
    }

    @Test
    void clockSetBack_takesNoShareAway() {
        spend(10);
        clock.advance(Duration.ofHours(-1));
        spend(BURST - 10);
        assertTrue(limit.take(LONG).isCompletedExceptionally());
        clock.advance(Duration.ofSeconds(1));
        limit.take(LONG).join();
    }

    private void spend(int shares) {
        for (int i = 0; i < shares; i++) {
            limit.take(LONG).join();
            limit.ended(true);
        }
    }

    private static RefusedException refusal(CompletableFuture<Void> turn) {
        return (RefusedException)
                assertThrows(CompletionException.class, turn::join).getCause();
    }
}
