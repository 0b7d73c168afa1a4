package dev.clerkguard.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The {@link Session} of a token's claims. The claims are kept as text, which takes a fifth of the memory of a tree.
 */
public record ClaimsSession(
        String userId,
        String sessionId,
        Optional<String> status,
        Optional<Actor> actor,
        Optional<Organization> organization,
        Optional<FactorVerificationAge> factorVerificationAge,
        List<ScopedName> features,
        List<ScopedName> plans,
        Optional<Instant> issuedAt,
        Instant expiresAt,
        String claimsJson)
        implements Session {

    @Override
    public ObjectNode claims() {
        return StrictJson.readAgain(claimsJson);
    }

    /** The ids only, because a session may be logged. */
    @Override
    public String toString() {
        return "Session[" + userId + ", " + sessionId + "]";
    }
}
