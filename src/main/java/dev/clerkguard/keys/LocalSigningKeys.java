package dev.clerkguard.keys;

import java.util.Optional;

/**
 * Signing keys of a token issuer in this process. A bean with this type replaces the fetch of the JWKS: in dev mode the
 * service is its own issuer, and cannot fetch from itself while it restarts.
 */
public interface LocalSigningKeys {
    /** Empty when tokens come from elsewhere. */
    Optional<SigningKeys> current();
}
