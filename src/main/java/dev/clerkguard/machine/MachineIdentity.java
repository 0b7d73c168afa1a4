package dev.clerkguard.machine;

import java.util.Optional;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

import dev.clerkguard.session.SessionIdentity;

/** A machine credential as Quarkus sees it: a principal named by its subject, without roles and permissions. */
public final class MachineIdentity {
    private static final String CREDENTIAL = "dev.clerkguard.machine";
    private static final String JSON = "dev.clerkguard.machine.json";

    private MachineIdentity() {}

    static SecurityIdentity of(MachineCredential credential) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new MachinePrincipal(credential))
                .addAttribute(CREDENTIAL, credential)
                .addAttribute(JSON, MachineJson.of(credential))
                .build();
    }

    /** The credential behind an identity; empty for a session, and for an anonymous identity. */
    public static Optional<MachineCredential> credential(SecurityIdentity identity) {
        return Optional.ofNullable(identity.<MachineCredential>getAttribute(CREDENTIAL));
    }

    /** What is behind an identity, of any kind; empty for one that this service did not make. */
    public static Optional<AuthenticatedPrincipal> principal(SecurityIdentity identity) {
        Optional<AuthenticatedPrincipal> machine = credential(identity).map(credential -> credential);
        return machine.or(() -> SessionIdentity.session(identity).map(SessionAsPrincipal::new));
    }

    /** Clerk's auth object of the identity's kind as JSON in UTF-8, written once per credential. Not to be changed. */
    public static byte[] json(SecurityIdentity identity) {
        byte[] json = identity.getAttribute(JSON);
        return json == null ? SessionIdentity.json(identity) : json;
    }
}
