package dev.clerkguard.token;

import java.security.interfaces.RSAPublicKey;

import dev.clerkguard.keys.KeyLookup;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/** The key that a JWT names, or the refusal when there is none. */
public final class VerificationKey {
    private VerificationKey() {}

    /**
     * @param keyId the key id that was looked up; null when the header has none
     * @throws RefusedException no key has the id, or no keys could be loaded
     */
    public static RSAPublicKey require(KeyLookup lookup, String keyId) {
        if (lookup instanceof KeyLookup.Found found) {
            return found.key();
        }
        if (lookup instanceof KeyLookup.NotLoaded nothing) {
            Reason reason =
                    switch (nothing.why().why()) {
                        case NOT_REACHABLE -> Reason.JWK_REMOTE_FAILED_TO_LOAD;
                        case NOT_A_JWKS -> Reason.JWK_REMOTE_INVALID;
                        case NO_USABLE_KEY -> Reason.JWK_REMOTE_MISSING;
                    };
            throw new RefusedException(
                    reason, "Tokens cannot be verified now: " + nothing.why().getMessage() + ".", nothing.retryAfter());
        }
        throw new UnknownKeyIdException(keyId);
    }
}
