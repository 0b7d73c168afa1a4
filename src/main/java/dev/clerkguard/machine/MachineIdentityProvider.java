package dev.clerkguard.machine;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Turns a machine credential into an identity, on the event loop. */
@ApplicationScoped
class MachineIdentityProvider implements IdentityProvider<MachineAuthenticationRequest> {
    private final CredentialAuthenticator credentials;

    MachineIdentityProvider(CredentialAuthenticator credentials) {
        this.credentials = credentials;
    }

    @Override
    public Class<MachineAuthenticationRequest> getRequestType() {
        return MachineAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            MachineAuthenticationRequest request, AuthenticationRequestContext context) {
        return credentials.verify(request);
    }
}
