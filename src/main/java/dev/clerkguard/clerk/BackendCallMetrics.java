package dev.clerkguard.clerk;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.circuitbreaker.OpenCircuitException;

import dev.clerkguard.clerk.BackendResponse.NoAnswer;

/** Duration and outcome of calls of the Backend API, each with all its attempts. */
public final class BackendCallMetrics {
    /** The kind of call. */
    public enum Operation {
        READ_USER(Operation.USERS),
        LIST_SESSIONS(Operation.SESSIONS),
        REVOKE_SESSION(Operation.SESSIONS),
        LIST_USERS,
        CHANGE_USER,
        READ_ORGANIZATION,
        LIST_ORGANIZATIONS,
        CHANGE_ORGANIZATION,
        LIST_MEMBERSHIPS,
        CHANGE_MEMBERSHIP,
        READ_SESSION,
        LIST_INVITATIONS,
        CHANGE_INVITATION,
        VERIFY_API_KEY(Operation.CREDENTIALS),
        VERIFY_M2M_TOKEN(Operation.CREDENTIALS),
        VERIFY_OAUTH_TOKEN(Operation.CREDENTIALS);

        private static final String USERS = "Users cannot be looked up";
        private static final String SESSIONS = "Sessions cannot be revoked";
        private static final String CREDENTIALS = "Credentials cannot be verified";

        private final String failure;

        /** A call of the application's own. */
        Operation() {
            this("Clerk cannot be asked");
        }

        Operation(String failure) {
            this.failure = failure;
        }

        /** What does not work without this call, as the first half of a refusal's detail. */
        String failure() {
            return failure;
        }
    }

    /** The outcome of a call. */
    enum Outcome {
        OK,
        NOT_FOUND,
        /** Clerk rejected what a resource asked for. */
        REJECTED,
        SECRET_KEY_REFUSED,
        RATE_LIMITED,
        /** Not sent: a back-off period lasts. */
        PAUSED,
        /** Not sent: the circuit breaker is open. */
        BREAKER_OPEN,
        /** Not sent: too many calls are in flight. */
        TOO_MANY,
        TIMEOUT,
        /** No connection, a status that says so, or an unusable body. */
        ERROR;

        private static final int HTTP_NOT_FOUND = 404;

        static Outcome of(BackendResponse answer, Throwable failure) {
            if (failure instanceof OpenCircuitException) {
                return BREAKER_OPEN;
            }
            if (failure != null) {
                return failure instanceof NoAnswer none && none.late() ? TIMEOUT : ERROR;
            }
            if (answer instanceof BackendResponse.Body) {
                return OK;
            }
            if (answer instanceof BackendResponse.Missing) {
                return NOT_FOUND;
            }
            if (answer instanceof BackendResponse.Rejected rejected) {
                return rejected.status() == HTTP_NOT_FOUND ? NOT_FOUND : REJECTED;
            }
            if (answer instanceof BackendResponse.Undecided) {
                return ERROR;
            }
            return answer instanceof BackendResponse.Limited ? RATE_LIMITED : SECRET_KEY_REFUSED;
        }
    }

    private final MeterRegistry registry;

    public BackendCallMetrics(MeterRegistry registry) {
        this.registry = registry;
        // Registered at zero, so that the first failure is an increase.
        for (Outcome outcome : Outcome.values()) {
            timer(Operation.READ_USER, outcome);
        }
    }

    public void add(Operation operation, Outcome outcome, long nanos) {
        timer(operation, outcome).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Looked up for each call, which is cheap compared with the call itself. */
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
