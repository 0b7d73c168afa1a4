package dev.clerkguard.machine;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.request.AuthenticationRequest;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.token.BearerMechanism;

/** Authenticates a request by its machine credential where the resource accepts one. It runs before {@code SessionTokenMechanism}. */
@ApplicationScoped
class MachineMechanism extends BearerMechanism {
    private static final int BEFORE_SESSIONS = DEFAULT_PRIORITY + 2000;

    private final CredentialAuthenticator credentials;

    MachineMechanism(CredentialAuthenticator credentials) {
        this.credentials = credentials;
    }

    @Override
    protected Optional<MachineAuthenticationRequest> credential(RoutingContext request) {
        return credentials.machineRequest(request);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(MachineAuthenticationRequest.class);
    }

    @Override
    public int getPriority() {
        return BEFORE_SESSIONS;
    }
}
