package dev.clerkguard.token;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.session.Session;

/** Checks again whether a session is valid, while a long request is being answered. */
public final class SessionValidity {
    private final RevocationList revocations;
    private final Duration clockSkew;
    private final Clock clock;

    SessionValidity(RevocationList revocations, Duration clockSkew, Clock clock) {
        this.revocations = revocations;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    /** The refusal that a new request with the same token would get; empty while the session is valid. */
    public Optional<RefusedException> refusal(Session session) {
        return clock.instant().minus(clockSkew).isBefore(session.expiresAt())
                ? revocations.refusal(session)
                : Optional.of(new RefusedException(Reason.TOKEN_EXPIRED, "The token has expired."));
    }
}
