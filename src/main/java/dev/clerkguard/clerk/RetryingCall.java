package dev.clerkguard.clerk;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import jakarta.ws.rs.WebApplicationException;

import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.clerk.BackendResponse.NoAnswer;
import dev.clerkguard.problem.Reason;

/** One call of the Backend API, with a retry after a short delay where that can help, within one time-out for all. */
final class RetryingCall {
    private static final int SHORTEST_PAUSE_MILLIS = 50;
    private static final int LONGEST_PAUSE_MILLIS = 200;

    private final AnswerReader reader;
    private final BackendConfig.Backend config;
    private final Backoff pause;
    private final int retries;

    RetryingCall(AnswerReader reader, BackendConfig.Backend config, Backoff pause) {
        this(reader, config, pause, config.retries());
    }

    /** @param retries 0 for a call that must not be repeated */
    RetryingCall(AnswerReader reader, BackendConfig.Backend config, Backoff pause, int retries) {
        this.reader = reader;
        this.config = config;
        this.pause = pause;
        this.retries = retries;
    }

    /** The response; fails with {@link NoAnswer} when no attempt had a usable one in time. */
    Uni<BackendResponse> withinBudget(Supplier<Uni<RestResponse<byte[]>>> call) {
        return attempt(call)
                .onFailure(RetryingCall::worthRetrying)
                .recoverWithUni(failure -> again(call, failure, retries))
                .ifNoItem()
                .after(config.timeout())
                .failWith(() -> new NoAnswer(
                        "Clerk did not answer within " + config.timeout().toMillis() + " ms", false, true));
    }

    private Uni<BackendResponse> again(Supplier<Uni<RestResponse<byte[]>>> call, Throwable failure, int retriesLeft) {
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
                    Duration wait = pause.left();
                    return wait.compareTo(Duration.ZERO) > 0
                            ? Uni.createFrom().item(responseOfTheBackoff(wait))
                            : attempt(call);
                })
                .onFailure(RetryingCall::worthRetrying)
                .recoverWithUni(next -> again(call, next, retriesLeft - 1));
    }

    private BackendResponse responseOfTheBackoff(Duration wait) {
        return pause.reason() == Reason.SECRET_KEY_INVALID
                ? new BackendResponse.SecretKeyRefused(true)
                : new BackendResponse.Limited(wait);
    }

    private Uni<BackendResponse> attempt(Supplier<Uni<RestResponse<byte[]>>> call) {
        return Uni.createFrom()
                .deferred(call::get)
                .onFailure(WebApplicationException.class)
                .recoverWithItem(failure -> statusOnly((WebApplicationException) failure))
                .onFailure()
                .transform(RetryingCall::noAnswer)
                .map(reader::read);
    }

    /** The REST client wraps the cause in one or more exceptions. */
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

    /** The REST client throws for each status that is no success; here it is a response like the others. */
    private static RestResponse<byte[]> statusOnly(WebApplicationException failure) {
        RestResponse.ResponseBuilder<byte[]> response =
                RestResponse.ResponseBuilder.create(failure.getResponse().getStatus());
        if (failure.getResponse().hasEntity()) {
            response.entity(failure.getResponse().readEntity(byte[].class));
        }
        String retryAfter = failure.getResponse().getHeaderString("Retry-After");
        return (retryAfter == null ? response : response.header("Retry-After", retryAfter)).build();
    }

    private static boolean worthRetrying(Throwable failure) {
        return failure instanceof NoAnswer none && none.worthRetrying();
    }
}
