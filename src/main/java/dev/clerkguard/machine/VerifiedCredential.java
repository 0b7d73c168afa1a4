package dev.clerkguard.machine;

import java.util.Optional;

import io.quarkus.security.identity.SecurityIdentity;

import dev.clerkguard.keys.SigningKeys;

/**
 * A credential that was verified, and what is the same for every request with it.
 *
 * @param keys the key set that verified a JWT: with another one it must be verified again; empty for an opaque credential
 * @param until when it must be verified again, in milliseconds since 1970
 */
record VerifiedCredential(
        SecurityIdentity identity, MachineCredential credential, Optional<SigningKeys> keys, long until) {
    boolean isCurrent(Optional<SigningKeys> now, long millis) {
        return millis < until && (keys.isEmpty() || now.isPresent() && now.get() == keys.get());
    }

    /** Bytes, as measured: the JSON twice, and objects whose number hardly varies. */
    int weight() {
        return 1200 + 2 * MachineIdentity.json(identity).length;
    }
}
