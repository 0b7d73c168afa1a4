package dev.clerkguard.clerk;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.circuitbreaker.OpenCircuitException;

import dev.clerkguard.clerk.Answer.NoAnswer;

/** How long calls of the Backend API take, with all their attempts, and what comes of them. */
final class BackendCalls {
    /** What Clerk is asked for. */
    enum Operation {
        READ_USER,
        LIST_SESSIONS,
        REVOKE_SESSION
    }

    /** What came of it. */
    enum Outcome {
        OK,
        NOT_FOUND,
        SECRET_KEY_REFUSED,
        RATE_LIMITED,
        /** Not sent: Clerk wants to be left alone. */
        PAUSED,
        /** Not sent: Clerk failed too often. */
        BREAKER_OPEN,
        /** Not sent: as many as may be are under way. */
        TOO_MANY,
        TIMEOUT,
        /** No connection, an answer that says so, or garbage. */
        ERROR;

        static Outcome of(Answer answer, Throwable failure) {
            if (failure instanceof OpenCircuitException) {
                return BREAKER_OPEN;
            }
            if (failure != null) {
                return failure instanceof NoAnswer none && none.late() ? TIMEOUT : ERROR;
            }
            if (answer instanceof Answer.Body) {
                return OK;
            }
            if (answer instanceof Answer.Missing) {
                return NOT_FOUND;
            }
            return answer instanceof Answer.Limited ? RATE_LIMITED : SECRET_KEY_REFUSED;
        }
    }

    private final MeterRegistry registry;

    BackendCalls(MeterRegistry registry) {
        this.registry = registry;
        // There from the start, at zero: of the first failure, too, it is seen that it came.
        for (Outcome outcome : Outcome.values()) {
            timer(Operation.READ_USER, outcome);
        }
    }

    void add(Operation operation, Outcome outcome, long nanos) {
        timer(operation, outcome).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Looked up for each call: there is a network between one and the next. */
    private Timer timer(Operation operation, Outcome outcome) {
        return Timer.builder("clerk.guard.backend.request.duration")
                .description("Calls of Clerk's Backend API, each with all its attempts")
                .tags("operation", label(operation), "outcome", label(outcome))
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3))
                .register(registry);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
