package dev.clerkguard.guard;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.problem.PreparedRefusals;
import dev.clerkguard.problem.RefusedException;

/** Sends a refusal as an {@link EarlyAnswer}. */
@Singleton
class FastRefusal {
    private final PreparedRefusals answers;

    FastRefusal(PreparedRefusals answers) {
        this.answers = answers;
    }

    /** @return whether the request is answered; otherwise the exception has to be thrown */
    boolean send(RefusedException refusal, RoutingContext routing) {
        Optional<EarlyAnswer> answer = EarlyAnswer.of(routing);
        if (answer.isEmpty() || !answers.send(refusal, routing)) {
            return false;
        }
        answer.get().sent();
        return true;
    }
}
