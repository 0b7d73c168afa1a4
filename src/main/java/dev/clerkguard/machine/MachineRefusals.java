package dev.clerkguard.machine;

import java.time.Duration;
import java.util.concurrent.CompletionException;

import org.jboss.logging.Logger;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/** The refusals of a machine credential that could not be verified. */
final class MachineRefusals {
    private static final Logger LOG = Logger.getLogger(MachineRefusals.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private MachineRefusals() {}

    /** Whether the credential itself is refused; otherwise the decision was not possible. */
    static boolean isDecided(RefusedException refusal) {
        return refusal.reason().outcome() == Reason.Outcome.UNAUTHENTICATED;
    }

    static RefusedException of(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof RefusedException known) {
            return known;
        }
        unexpected(cause);
        return unavailable("The credential could not be verified.");
    }

    /** The message of a library can quote the credential, so it is not logged. */
    static RefusedException unexpected(Throwable failure) {
        LOG.errorf(
                "A credential could not be verified: unexpected %s",
                failure.getClass().getName());
        return new RefusedException(Reason.TOKEN_VERIFICATION_FAILED, "The token could not be verified.");
    }

    static RefusedException unavailable(String detail) {
        return new RefusedException(Reason.CLERK_UNAVAILABLE, detail, RETRY_AFTER);
    }
}
