package dev.clerkguard.machine;

import java.security.Principal;

/** A machine credential as Java's principal, named by its subject. */
record MachinePrincipal(MachineCredential credential) implements Principal {
    @Override
    public String getName() {
        return credential.subject();
    }

    @Override
    public String toString() {
        return credential.toString();
    }
}
