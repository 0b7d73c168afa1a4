package dev.clerkguard.machine;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.token.TokenType;

/** Asks Clerk about an opaque credential. */
interface CredentialVerifier {
    /** Fails with {@link RefusedException}: the credential is not accepted, or it cannot be decided now. */
    Uni<MachineCredential> verify(TokenType type, String secret);
}
