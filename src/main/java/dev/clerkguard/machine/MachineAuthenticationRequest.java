package dev.clerkguard.machine;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

import dev.clerkguard.token.TokenType;

/** A machine credential that Quarkus has {@link MachineIdentityProvider} verify. */
final class MachineAuthenticationRequest extends BaseAuthenticationRequest {
    private final TokenType type;
    private final String credential;

    MachineAuthenticationRequest(TokenType type, String credential) {
        this.type = type;
        this.credential = credential;
    }

    TokenType type() {
        return type;
    }

    String credential() {
        return credential;
    }
}
