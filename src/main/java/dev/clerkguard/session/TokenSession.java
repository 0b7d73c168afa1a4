package dev.clerkguard.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The {@link Session} that a token's claims describe. It keeps them as text, a fifth of what they take as a tree. */
record TokenSession(
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

    /** Names who is signed in and nothing else: a session lands in logs sooner or later. */
    @Override
    public String toString() {
        return "Session[" + userId + ", " + sessionId + "]";
    }
}
