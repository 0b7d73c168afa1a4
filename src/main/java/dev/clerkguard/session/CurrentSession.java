package dev.clerkguard.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * The session of the current request, for code that may run without one: a {@code @PermitAll} method that greets a
 * signed-in user by name. Code that always has a session injects {@link Session}.
 */
@ApplicationScoped
public class CurrentSession {
    private static final Duration KEYS_MAY_ARRIVE_IN = Duration.ofSeconds(1);

    private final CurrentIdentityAssociation association;

    CurrentSession(CurrentIdentityAssociation association) {
        this.association = association;
    }

    /**
     * The session; empty when the request carries no token, and outside a request. Authenticates the request unless
     * that has happened. Never blocks the event loop.
     *
     * @throws RefusedException when the request carries a token that is refused, or the signing keys are not known yet
     */
    public Optional<Session> find() {
        return Arc.container().requestContext().isActive() ? SessionIdentity.session(await()) : Optional.empty();
    }

    /**
     * @throws RefusedException with the reason session-token-missing when the request is not authenticated, and
     *     token-type-mismatch when it is, with a credential that is no session token
     */
    public Session require() {
        return SessionIdentity.require(identity());
    }

    /** The identity of the request, of any kind; empty when it is not authenticated, and outside a request. */
    public Optional<SecurityIdentity> identity() {
        return Arc.container().requestContext().isActive()
                ? Optional.of(await()).filter(identity -> !identity.isAnonymous())
                : Optional.empty();
    }

    private SecurityIdentity await() {
        CompletableFuture<SecurityIdentity> identity =
                association.getDeferredIdentity().subscribeAsCompletionStage();
        try {
            SecurityIdentity known =
                    BlockingOperationControl.isBlockingAllowed() ? identity.join() : identity.getNow(null);
            if (known == null) {
                throw new RefusedException(
                        Reason.JWK_REMOTE_FAILED_TO_LOAD,
                        "The signing keys are being loaded. Send the request again.",
                        KEYS_MAY_ARRIVE_IN);
            }
            return known;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException refusal ? refusal : e;
        }
    }
}
