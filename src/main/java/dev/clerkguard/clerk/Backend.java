package dev.clerkguard.clerk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.ws.rs.WebApplicationException;

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
 * Calls Clerk so that neither side suffers: within a time budget, with a second attempt where that does no harm, not at
 * all while Clerk limits us, and hardly while it is broken. Whatever goes wrong is a {@link RefusedException}.
 */
class Backend {
    private static final Logger LOG = Logger.getLogger(Backend.class);
    private static final int SHORTEST_PAUSE_MILLIS = 50;
    private static final int LONGEST_PAUSE_MILLIS = 200;
    private static final Duration BETWEEN_LOG_LINES = Duration.ofMinutes(1);

    private final CircuitBreaker breaker;
    private final AnswerReader reader;
    private final BackendConfig.Backend config;
    private final BackendCalls calls;
    private final Clock clock;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicReference<Pause> pause =
            new AtomicReference<>(new Pause(Instant.EPOCH, Instant.EPOCH, Reason.CLERK_RATE_LIMITED));
    private final AtomicReference<Instant> keyLoggedAt = new AtomicReference<>(Instant.EPOCH);

    /** When Clerk is not asked, and what callers are told instead. Over as well when the clock was put back. */
    private record Pause(Instant since, Instant until, Reason reason) {}

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
        this.reader = reader;
        this.config = config;
        this.calls = calls;
        this.clock = clock;
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
                return Uni.createFrom().failure(paused(pause.get().reason(), wait));
            }
            if (underWay.incrementAndGet() > config.maxConcurrent()) {
                underWay.decrementAndGet();
                calls.add(operation, Outcome.TOO_MANY, System.nanoTime() - start);
                return Uni.createFrom().failure(busy());
            }
            return Uni.createFrom()
                    .completionStage(() -> breaker.<Answer>execute(promise -> withinBudget(call)
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
        Instant now = clock.instant();
        Pause last = pause.get();
        return now.isBefore(last.since()) ? Duration.ZERO : Duration.between(now, last.until());
    }

    /** Begins a pause, or makes it longer. Returns whether there was none. */
    private boolean pause(Duration length, Reason reason) {
        Instant now = clock.instant();
        Pause wanted = new Pause(now, now.plus(length), reason);
        Pause before =
                pause.getAndAccumulate(wanted, (known, given) -> given.until().isAfter(known.until()) ? given : known);
        return !before.until().isAfter(now);
    }

    private Uni<Answer> withinBudget(Supplier<Uni<RestResponse<byte[]>>> call) {
        return attempt(call)
                .onFailure(Backend::worthRetrying)
                .recoverWithUni(failure -> again(call, failure, config.retries()))
                .ifNoItem()
                .after(config.budget())
                .failWith(() -> new NoAnswer(
                        "Clerk did not answer within " + config.budget().toMillis() + " ms", false, true));
    }

    private Uni<Answer> again(Supplier<Uni<RestResponse<byte[]>>> call, Throwable failure, int retriesLeft) {
        if (retriesLeft <= 0) {
            return Uni.createFrom().failure(failure);
        }
        int moment = ThreadLocalRandom.current().nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(moment))
                .chain(() -> {
                    Duration wait = pauseLeft();
                    return wait.compareTo(Duration.ZERO) > 0
                            ? Uni.createFrom().item(whatOthersWereTold(wait))
                            : attempt(call);
                })
                .onFailure(Backend::worthRetrying)
                .recoverWithUni(next -> again(call, next, retriesLeft - 1));
    }

    private Answer whatOthersWereTold(Duration wait) {
        return pause.get().reason() == Reason.SECRET_KEY_INVALID
                ? new Answer.SecretKeyRefused()
                : new Answer.Limited(wait);
    }

    private Uni<Answer> attempt(Supplier<Uni<RestResponse<byte[]>>> call) {
        return Uni.createFrom()
                .deferred(call::get)
                .onFailure(WebApplicationException.class)
                .recoverWithItem(failure -> statusOnly((WebApplicationException) failure))
                .onFailure()
                .transform(Backend::noAnswer)
                .map(reader::read);
    }

    /** The REST client wraps what went wrong, in one exception or several. */
    private static NoAnswer noAnswer(Throwable failure) {
        boolean late = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoAnswer known) {
                return known;
            }
            late |= cause instanceof TimeoutException;
        }
        return new NoAnswer("Clerk could not be reached (" + failure.getClass().getSimpleName() + ")", true, late);
    }

    /** The REST client makes an exception of each status that is no success; here it is an answer like the others. */
    private static RestResponse<byte[]> statusOnly(WebApplicationException failure) {
        RestResponse.ResponseBuilder<byte[]> response =
                RestResponse.ResponseBuilder.create(failure.getResponse().getStatus());
        String retryAfter = failure.getResponse().getHeaderString("Retry-After");
        return (retryAfter == null ? response : response.header("Retry-After", retryAfter)).build();
    }

    private static void check(Answer answer, Predicate<JsonNode> expected) {
        if (answer instanceof Answer.Body body && !expected.test(body.json())) {
            throw new NoAnswer("Clerk's answer is not what was asked for", false);
        }
    }

    private static boolean worthRetrying(Throwable failure) {
        return failure instanceof NoAnswer none && none.worthRetrying();
    }

    private JsonNode bodyOrRefused(Answer answer, Reason whenMissing) {
        if (answer instanceof Answer.Body body) {
            return body.json();
        }
        if (answer instanceof Answer.Limited limited) {
            if (pause(limited.retryAfter(), Reason.CLERK_RATE_LIMITED)) {
                LOG.warnf(
                        "event=backend-rate-limited pause=%ds",
                        limited.retryAfter().toSeconds());
            }
            throw paused(Reason.CLERK_RATE_LIMITED, limited.retryAfter());
        }
        if (answer instanceof Answer.SecretKeyRefused) {
            logRefusedKey();
            pause(config.breakerPause(), Reason.SECRET_KEY_INVALID);
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
