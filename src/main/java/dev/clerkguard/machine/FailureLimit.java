package dev.clerkguard.machine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * Limits the verifications that fail: a token bucket. Each verification takes a share before its outcome is known, and
 * one that does not fail gives it back. Where no share is left, a verification waits for those that are under way.
 */
final class FailureLimit {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    /** In multiples of the burst; what waits beyond that would hardly have its turn in time. */
    private static final int WAITING_BURSTS = 10;

    private final int burst;
    private final double perSecond;
    private final Clock clock;
    private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private double shares;
    private int lent;
    private Instant refilled;

    FailureLimit(MachineConfig.FailedVerifications config, Clock clock) {
        this.burst = config.burst();
        this.perSecond = config.perSecond();
        this.clock = clock;
        this.shares = burst;
        this.refilled = clock.instant();
    }

    /**
     * Completes when the verification may begin. Fails with {@link RefusedException} when none may for now, and with a
     * TimeoutException when its turn did not come in time.
     */
    synchronized CompletableFuture<Void> take(Duration longestWait) {
        refill();
        if (shares >= 1) {
            lend();
            return CompletableFuture.completedFuture(null);
        }
        waiting.removeIf(CompletableFuture::isDone);
        if (lent == 0 || waiting.size() >= burst * WAITING_BURSTS) {
            return CompletableFuture.failedFuture(refusal());
        }
        CompletableFuture<Void> turn = new CompletableFuture<>();
        waiting.add(turn);
        return turn.orTimeout(longestWait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @param failed whether the share is spent */
    void ended(boolean failed) {
        release(failed).forEach(turn -> turn.begins().run());
    }

    /** A turn is decided under the lock and announced outside of it: what begins then may end at once. */
    private record Turn(Runnable begins) {}

    private synchronized List<Turn> release(boolean failed) {
        lent--;
        if (!failed) {
            shares = Math.min(burst, shares + 1);
        }
        refill();
        List<Turn> turns = new ArrayList<>();
        while (!waiting.isEmpty() && shares >= 1) {
            CompletableFuture<Void> next = waiting.poll();
            if (!next.isDone()) {
                lend();
                turns.add(new Turn(() -> begin(next)));
            }
        }
        if (lent == 0) {
            // No share will come back: those who wait are refused rather than left to their time-out.
            RefusedException refusal = refusal();
            List<CompletableFuture<Void>> left = new ArrayList<>(waiting);
            waiting.clear();
            left.forEach(turn -> turns.add(new Turn(() -> turn.completeExceptionally(refusal))));
        }
        return turns;
    }

    private void begin(CompletableFuture<Void> turn) {
        if (!turn.complete(null)) {
            ended(false);
        }
    }

    private void lend() {
        shares--;
        lent++;
    }

    private void refill() {
        Instant now = clock.instant();
        double seconds = Duration.between(refilled, now).toMillis() / 1000.0;
        refilled = now;
        if (seconds > 0) {
            shares = Math.min(burst, shares + seconds * perSecond);
        }
    }

    synchronized RefusedException refusal() {
        double seconds = perSecond > 0 ? (1 - shares) / perSecond : LONGEST_WAIT.toSeconds();
        Duration wait = Duration.ofMillis((long) (1000 * Math.min(seconds, LONGEST_WAIT.toSeconds())));
        return new RefusedException(
                Reason.VERIFICATIONS_LIMITED,
                "Too many credentials were refused lately; this one is not known and cannot be verified now.",
                wait);
    }
}
