package dev.clerkguard.machine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.session.StrictJson;
import dev.clerkguard.token.TokenType;

/**
 * What a verified API key, M2M token or OAuth access token says. It does not keep the secret.
 *
 * @param claimsJson custom claims as JSON text
 * @param delegated whether another party acts for the subject ({@code act}, RFC 8693, section 4.1)
 * @param expiresAt empty when it never expires
 */
public record MachineCredential(
        TokenType tokenType,
        Optional<String> id,
        String subject,
        Optional<String> name,
        List<String> scopes,
        Optional<String> claimsJson,
        Optional<String> clientId,
        boolean delegated,
        Optional<Instant> expiresAt)
        implements AuthenticatedPrincipal {
    private static final String USER = "user_";
    private static final String ORGANIZATION = "org_";

    @Override
    public Optional<ObjectNode> claims() {
        return claimsJson.map(StrictJson::readAgain);
    }

    @Override
    public Optional<String> userId() {
        return tokenType == TokenType.M2M_TOKEN ? Optional.empty() : subjectWith(USER);
    }

    @Override
    public Optional<String> organizationId() {
        return tokenType == TokenType.API_KEY ? subjectWith(ORGANIZATION) : Optional.empty();
    }

    @Override
    public Optional<String> machineId() {
        return tokenType == TokenType.M2M_TOKEN ? Optional.of(subject) : Optional.empty();
    }

    private Optional<String> subjectWith(String prefix) {
        return subject.startsWith(prefix) ? Optional.of(subject) : Optional.empty();
    }

    @Override
    public String toString() {
        return "MachineCredential[" + tokenType.code() + ", " + id.orElse("") + ", " + subject + "]";
    }
}
