package dev.clerkguard.token;

import java.util.Optional;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/** Refusal of a JWT whose key id (kid) is not in the JWKS. A later fetch of the JWKS can bring the key. */
final class UnknownKeyIdException extends RefusedException {
    private static final long serialVersionUID = 1L;

    private final String keyId;

    /** @param keyId null when the header has none */
    UnknownKeyIdException(String keyId) {
        super(Reason.JWK_KID_MISMATCH, "None of Clerk's keys has the key id (kid) that the token names.");
        this.keyId = keyId;
    }

    Optional<String> keyId() {
        return Optional.ofNullable(keyId);
    }
}
