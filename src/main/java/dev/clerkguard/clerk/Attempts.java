package dev.clerkguard.clerk;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import jakarta.ws.rs.WebApplicationException;

import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.clerk.Answer.NoAnswer;
import dev.clerkguard.problem.Reason;

/** One question to Clerk: asked again, a moment later, where that may help, and all of it within the budget. */
final class Attempts {
    private static final int SHORTEST_PAUSE_MILLIS = 50;
    private static final int LONGEST_PAUSE_MILLIS = 200;

    private final AnswerReader reader;
    private final BackendConfig.Backend config;
    private final Pause pause;

    Attempts(AnswerReader reader, BackendConfig.Backend config, Pause pause) {
        this.reader = reader;
        this.config = config;
        this.pause = pause;
    }

    /** The answer, or {@link NoAnswer} when none came in time from any of them. */
    Uni<Answer> withinBudget(Supplier<Uni<RestResponse<byte[]>>> call) {
        return attempt(call)
                .onFailure(Attempts::worthRetrying)
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
                    Duration wait = pause.left();
                    return wait.compareTo(Duration.ZERO) > 0
                            ? Uni.createFrom().item(whatOthersWereTold(wait))
                            : attempt(call);
                })
                .onFailure(Attempts::worthRetrying)
                .recoverWithUni(next -> again(call, next, retriesLeft - 1));
    }

    private Answer whatOthersWereTold(Duration wait) {
        return pause.reason() == Reason.SECRET_KEY_INVALID ? new Answer.SecretKeyRefused() : new Answer.Limited(wait);
    }

    private Uni<Answer> attempt(Supplier<Uni<RestResponse<byte[]>>> call) {
        return Uni.createFrom()
                .deferred(call::get)
                .onFailure(WebApplicationException.class)
                .recoverWithItem(failure -> statusOnly((WebApplicationException) failure))
                .onFailure()
                .transform(Attempts::noAnswer)
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

    private static boolean worthRetrying(Throwable failure) {
        return failure instanceof NoAnswer none && none.worthRetrying();
    }
}
