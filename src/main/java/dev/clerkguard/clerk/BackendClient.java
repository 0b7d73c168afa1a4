package dev.clerkguard.clerk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;

import com.fasterxml.jackson.databind.JsonNode;

import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.clerk.BackendCallMetrics.Outcome;
import dev.clerkguard.clerk.BackendResponse.NoAnswer;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * Calls the Backend API with a time-out, retries of idempotent calls, and a circuit breaker. After a 429 or a rejected
 * secret key no call is made for a back-off period. Every failure is a {@link RefusedException}.
 */
public class BackendClient {
    private static final Logger LOG = Logger.getLogger(BackendClient.class);
    private static final Duration BETWEEN_LOG_LINES = Duration.ofMinutes(1);

    private final CircuitBreaker breaker;
    private final BackendKeys keys;
    private final BackendConfig.Backend config;
    private final BackendCallMetrics calls;
    private final Clock clock;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<BackendKey, Backoff> pauses = new EnumMap<>(BackendKey.class);
    private final Map<BackendKey, RetryingCall> reads = new EnumMap<>(BackendKey.class);
    private final Map<BackendKey, RetryingCall> verifications = new EnumMap<>(BackendKey.class);
    private final Map<BackendKey, RetryingCall> requests = new EnumMap<>(BackendKey.class);
    private final Map<BackendKey, RetryingCall> unrepeatedRequests = new EnumMap<>(BackendKey.class);
    private final AtomicReference<Instant> keyLoggedAt = new AtomicReference<>(Instant.EPOCH);

    BackendClient(
            CircuitBreaker breaker,
            ResponseReader reader,
            VerificationReader verificationReader,
            ResourceReader resourceReader,
            BackendKeys keys,
            BackendConfig.Backend config,
            BackendCallMetrics calls,
            Clock clock) {
        this.breaker = breaker.openHandler(opened -> LOG.warnf(
                        "event=circuit_breaker_opened delay_seconds=%d",
                        config.breakerDelay().toSeconds()))
                .closeHandler(closed -> LOG.info("event=circuit_breaker_closed"));
        this.keys = keys;
        this.config = config;
        this.calls = calls;
        this.clock = clock;
        for (BackendKey key : BackendKey.values()) {
            Backoff pause = new Backoff(clock);
            pauses.put(key, pause);
            reads.put(key, new RetryingCall(reader, config, pause));
            verifications.put(key, new RetryingCall(verificationReader, config, pause));
            requests.put(key, new RetryingCall(resourceReader, config, pause));
            unrepeatedRequests.put(key, new RetryingCall(resourceReader, config, pause, 0));
        }
    }

    /**
     * Clerk's JSON. Fails with {@link RefusedException}, for a 404 with the given reason.
     *
     * @param expected whether JSON is what was asked for; any other JSON is a failure of Clerk
     * @param call sends the request with this value of the Authorization header
     */
    public Uni<JsonNode> read(
            Operation operation,
            Reason whenMissing,
            Predicate<JsonNode> expected,
            Function<String, Uni<RestResponse<byte[]>>> call) {
        return send(
                new BackendCall(
                        operation,
                        new RefusedException(whenMissing, "Clerk does not know this user any more."),
                        expected,
                        call),
                reads);
    }

    /**
     * Clerk's JSON about a credential that a client sent. Fails with {@link RefusedException}: as the call says when
     * Clerk does not accept the credential, otherwise because it cannot be decided now.
     */
    public Uni<JsonNode> verify(BackendCall call) {
        return send(call, verifications);
    }

    /**
     * Clerk's JSON for a resource. Fails with {@link ClerkRequestException} when Clerk rejects the request, and with
     * {@link RefusedException} when it cannot be decided now.
     *
     * @param idempotent whether the request may be sent again when no answer arrives
     * @param expected whether JSON is what was asked for; anything else is garbage
     */
    public Uni<JsonNode> request(
            Operation operation,
            boolean idempotent,
            Predicate<JsonNode> expected,
            Supplier<Uni<RestResponse<byte[]>>> call) {
        return send(
                new BackendCall(
                        operation, away("Clerk has no answer to this request."), expected, authorization -> call.get()),
                idempotent ? requests : unrepeatedRequests);
    }

    private Uni<JsonNode> send(BackendCall call, Map<BackendKey, RetryingCall> attempts) {
        BackendKey key = keys.keyFor(call.operation());
        Optional<String> authorization = keys.authorization(key);
        if (authorization.isEmpty()) {
            return Uni.createFrom().failure(missingKey(call.operation()));
        }
        return Uni.createFrom().deferred(() -> {
            long start = System.nanoTime();
            Backoff pause = pauses.get(key);
            Duration wait = pause.left();
            if (wait.compareTo(Duration.ZERO) > 0) {
                calls.add(call.operation(), Outcome.PAUSED, System.nanoTime() - start);
                return Uni.createFrom().failure(paused(call.operation(), key, pause.reason(), wait));
            }
            if (underWay.incrementAndGet() > config.maxConcurrent()) {
                underWay.decrementAndGet();
                calls.add(call.operation(), Outcome.TOO_MANY, System.nanoTime() - start);
                return Uni.createFrom().failure(busy());
            }
            return Uni.createFrom()
                    .completionStage(() -> breaker.<BackendResponse>execute(promise -> attempts.get(key)
                                    .withinBudget(() -> call.request().apply(authorization.get()))
                                    .invoke(answer -> check(answer, call.expected()))
                                    .subscribe()
                                    .with(promise::complete, promise::fail))
                            // Also when the caller has cancelled.
                            .onComplete(over -> underWay.decrementAndGet())
                            .toCompletionStage())
                    .onItemOrFailure()
                    .invoke((answer, failure) ->
                            calls.add(call.operation(), Outcome.of(answer, failure), System.nanoTime() - start))
                    .onFailure()
                    .transform(this::unavailable)
                    .map(answer -> bodyOrRefused(call, key, answer));
        });
    }

    /** Calls in flight. */
    public int underWay() {
        return underWay.get();
    }

    public CircuitBreakerState breaker() {
        return breaker.state();
    }

    /** The longest time until Clerk may be called again with one of the keys; zero or negative when it may be. */
    public Duration pauseLeft() {
        return pauses.values().stream()
                .map(Backoff::left)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static void check(BackendResponse answer, Predicate<JsonNode> expected) {
        if (answer instanceof BackendResponse.Body body && !expected.test(body.json())) {
            throw new NoAnswer("Clerk's answer is not what was asked for", false);
        }
    }

    private JsonNode bodyOrRefused(BackendCall call, BackendKey key, BackendResponse answer) {
        if (answer instanceof BackendResponse.Body body) {
            return body.json();
        }
        Backoff pause = pauses.get(key);
        if (answer instanceof BackendResponse.Limited limited) {
            if (pause.begin(limited.retryAfter(), Reason.CLERK_RATE_LIMITED)) {
                LOG.warnf(
                        "event=backend_rate_limited retry_after_seconds=%d",
                        limited.retryAfter().toSeconds());
            }
            throw paused(call.operation(), key, Reason.CLERK_RATE_LIMITED, limited.retryAfter());
        }
        if (answer instanceof BackendResponse.SecretKeyRefused refused) {
            logRefusedKey(key);
            if (refused.lasting()) {
                pause.begin(config.breakerDelay(), Reason.SECRET_KEY_INVALID);
            }
            throw paused(call.operation(), key, Reason.SECRET_KEY_INVALID, config.breakerDelay());
        }
        if (answer instanceof BackendResponse.Rejected rejected) {
            throw new ClerkRequestException(rejected.status(), rejected.code());
        }
        if (answer instanceof BackendResponse.Undecided undecided) {
            throw away("Clerk answered with status " + undecided.status() + ".");
        }
        throw call.whenMissing();
    }

    private void logRefusedKey(BackendKey key) {
        Instant now = clock.instant();
        Instant before = keyLoggedAt.get();
        if (now.isAfter(before.plus(BETWEEN_LOG_LINES)) && keyLoggedAt.compareAndSet(before, now)) {
            LOG.errorf("event=secret_key_rejected variable=%s", key.variable());
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
        return new RefusedException(Reason.CLERK_UNAVAILABLE, detail, config.breakerDelay());
    }

    private static RefusedException busy() {
        return new RefusedException(
                Reason.CLERK_UNAVAILABLE, "Clerk is being asked for too much at once.", Duration.ofSeconds(1));
    }

    private static RefusedException paused(Operation operation, BackendKey key, Reason why, Duration wait) {
        String cause = why == Reason.SECRET_KEY_INVALID
                ? "Clerk does not accept this service's key (" + key.variable() + ")."
                : "Clerk limits the rate of calls.";
        return new RefusedException(why, operation.failure() + ": " + cause, wait);
    }

    private RefusedException missingKey(Operation operation) {
        return new RefusedException(
                Reason.SECRET_KEY_INVALID,
                operation.failure() + ": this service has no secret key. Set " + BackendKeys.variables(operation) + ".",
                config.breakerDelay());
    }
}
