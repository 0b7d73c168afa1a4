package dev.clerkguard.clerk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;

import com.fasterxml.jackson.databind.JsonNode;

import dev.clerkguard.clerk.Answer.NoAnswer;
import dev.clerkguard.clerk.BackendCalls.Operation;
import dev.clerkguard.clerk.BackendCalls.Outcome;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * Calls Clerk so that neither side suffers: within a time budget, with further attempts where that does no harm, not at
 * all while Clerk limits us or refuses our key, and hardly while it is broken. Whatever goes wrong is a {@link RefusedException}.
 */
class Backend {
    private static final Logger LOG = Logger.getLogger(Backend.class);
    private static final Duration BETWEEN_LOG_LINES = Duration.ofMinutes(1);

    private final CircuitBreaker breaker;
    private final BackendConfig.Backend config;
    private final BackendCalls calls;
    private final Clock clock;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Pause pause;
    private final Attempts attempts;
    private final AtomicReference<Instant> keyLoggedAt = new AtomicReference<>(Instant.EPOCH);

    Backend(
            CircuitBreaker breaker,
            AnswerReader reader,
            BackendConfig.Backend config,
            BackendCalls calls,
            Clock clock) {
        this.breaker = breaker.openHandler(opened -> LOG.warnf(
                        "event=backend-breaker state=open pause=%ds",
                        config.breakerPause().toSeconds()))
                .closeHandler(closed -> LOG.info("event=backend-breaker state=closed"));
        this.config = config;
        this.calls = calls;
        this.clock = clock;
        this.pause = new Pause(clock);
        this.attempts = new Attempts(reader, config, pause);
    }

    /**
     * Clerk's JSON. Fails with {@link RefusedException}; a 404 is one with the reason given.
     *
     * @param expected whether JSON is what was asked for; anything else is garbage like any other
     */
    Uni<JsonNode> read(
            Operation operation,
            Reason whenMissing,
            Predicate<JsonNode> expected,
            Supplier<Uni<RestResponse<byte[]>>> call) {
        return Uni.createFrom().deferred(() -> {
            long start = System.nanoTime();
            Duration wait = pauseLeft();
            if (wait.compareTo(Duration.ZERO) > 0) {
                calls.add(operation, Outcome.PAUSED, System.nanoTime() - start);
                return Uni.createFrom().failure(paused(pause.reason(), wait));
            }
            if (underWay.incrementAndGet() > config.maxConcurrent()) {
                underWay.decrementAndGet();
                calls.add(operation, Outcome.TOO_MANY, System.nanoTime() - start);
                return Uni.createFrom().failure(busy());
            }
            return Uni.createFrom()
                    .completionStage(() -> breaker.<Answer>execute(promise -> attempts.withinBudget(call)
                                    .invoke(answer -> check(answer, expected))
                                    .subscribe()
                                    .with(promise::complete, promise::fail))
                            // Also of a call whose caller went away.
                            .onComplete(over -> underWay.decrementAndGet())
                            .toCompletionStage())
                    .onItemOrFailure()
                    .invoke((answer, failure) ->
                            calls.add(operation, Outcome.of(answer, failure), System.nanoTime() - start))
                    .onFailure()
                    .transform(this::unavailable)
                    .map(answer -> bodyOrRefused(answer, whenMissing));
        });
    }

    /** Calls that have not ended. */
    int underWay() {
        return underWay.get();
    }

    CircuitBreakerState breaker() {
        return breaker.state();
    }

    /** Until Clerk may be asked again; nothing, or less, when it may be. */
    Duration pauseLeft() {
        return pause.left();
    }

    private static void check(Answer answer, Predicate<JsonNode> expected) {
        if (answer instanceof Answer.Body body && !expected.test(body.json())) {
            throw new NoAnswer("Clerk's answer is not what was asked for", false);
        }
    }

    private JsonNode bodyOrRefused(Answer answer, Reason whenMissing) {
        if (answer instanceof Answer.Body body) {
            return body.json();
        }
        if (answer instanceof Answer.Limited limited) {
            if (pause.begin(limited.retryAfter(), Reason.CLERK_RATE_LIMITED)) {
                LOG.warnf(
                        "event=backend-rate-limited pause=%ds",
                        limited.retryAfter().toSeconds());
            }
            throw paused(Reason.CLERK_RATE_LIMITED, limited.retryAfter());
        }
        if (answer instanceof Answer.SecretKeyRefused) {
            logRefusedKey();
            pause.begin(config.breakerPause(), Reason.SECRET_KEY_INVALID);
            throw paused(Reason.SECRET_KEY_INVALID, config.breakerPause());
        }
        throw new RefusedException(whenMissing, "Clerk does not know this user any more.");
    }

    private void logRefusedKey() {
        Instant now = clock.instant();
        Instant before = keyLoggedAt.get();
        if (now.isAfter(before.plus(BETWEEN_LOG_LINES)) && keyLoggedAt.compareAndSet(before, now)) {
            LOG.error("event=secret-key-refused by=clerk effect=users-cannot-be-looked-up variable=CLERK_SECRET_KEY");
        }
    }

    private RefusedException unavailable(Throwable failure) {
        if (failure instanceof OpenCircuitException) {
            return away("Clerk has failed repeatedly and is asked again soon.");
        }
        LOG.debugf("Look-up failed: %s", failure.getMessage());
        return away(failure instanceof NoAnswer ? failure.getMessage() + "." : "Clerk could not be asked.");
    }

    private RefusedException away(String detail) {
        return new RefusedException(Reason.CLERK_UNAVAILABLE, detail, config.breakerPause());
    }

    private static RefusedException busy() {
        return new RefusedException(
                Reason.CLERK_UNAVAILABLE, "Clerk is being asked for too much at once.", Duration.ofSeconds(1));
    }

    private static RefusedException paused(Reason why, Duration wait) {
        return new RefusedException(
                why,
                why == Reason.SECRET_KEY_INVALID
                        ? "Users cannot be looked up: Clerk does not accept this service's secret key (CLERK_SECRET_KEY)."
                        : "Clerk limits the rate of look-ups; nobody can be looked up now.",
                wait);
    }
}
