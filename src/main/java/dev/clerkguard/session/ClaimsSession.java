package dev.clerkguard.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The {@link Session} of a token's claims. The claims are kept as text, which takes a fifth of the memory of a tree. The
 * text of a cached token is a part of the answer of {@code /auth/session}.
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
        @JsonProperty("claimsJson") ClaimsText claimsText)
        implements Session {

    /** @param json {@link SessionJson} of this session in UTF-8 */
    ClaimsSession withClaimsAtTheEndOf(byte[] json) {
        return new ClaimsSession(
                userId,
                sessionId,
                status,
                actor,
                organization,
                factorVerificationAge,
                features,
                plans,
                issuedAt,
                expiresAt,
                claimsText.in(json, 1));
    }

    @Override
    public ObjectNode claims() {
        return StrictJson.readAgain(claimsJson());
    }

    @Override
    public String claimsJson() {
        return claimsText.toString();
    }

    /** The ids only, because a session may be logged. */
    @Override
    public String toString() {
        return "Session[" + userId + ", " + sessionId + "]";
    }
}
