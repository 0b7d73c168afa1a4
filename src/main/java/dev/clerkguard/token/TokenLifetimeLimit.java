package dev.clerkguard.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * Refuses tokens that live longer than a revocation is kept. Otherwise a revoked token would be accepted again after the end
 * of its revocation.
 */
final class TokenLifetimeLimit {
    private static final Logger LOG = Logger.getLogger(TokenLifetimeLimit.class);

    private final Duration limit;
    private final AtomicBoolean logged = new AtomicBoolean();

    /** @param limit {@code clerk.denials.token-lifetime} */
    TokenLifetimeLimit(Duration limit) {
        this.limit = limit;
    }

    /**
     * @param issued {@code iat}. Clerk sets it in every token; without it the remaining lifetime is limited
     * @throws RefusedException token-lifetime-too-long
     */
    void require(Instant now, Optional<Instant> issued, Instant expires) {
        Duration lifetime = Duration.between(issued.orElse(now), expires);
        if (lifetime.compareTo(limit) <= 0) {
            return;
        }
        // The token is signed by Clerk, so no other client can cause this line.
        if (logged.compareAndSet(false, true)) {
            LOG.warnf(
                    "event=token_lifetime_too_long lifetime_seconds=%d limit_seconds=%d"
                            + " setting=clerk.denials.token-lifetime",
                    lifetime.toSeconds(), limit.toSeconds());
        }
        throw new RefusedException(
                Reason.TOKEN_LIFETIME_TOO_LONG,
                "The token is valid for %d s. clerk.denials.token-lifetime (CLERK_DENIALS_TOKEN_LIFETIME) allows %d s."
                        .formatted(lifetime.toSeconds(), limit.toSeconds()));
    }
}
