package dev.clerkguard.machine;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.session.Session;
import dev.clerkguard.token.TokenType;

/** A session, seen as one kind of credential among others. */
record SessionAsPrincipal(Session session) implements AuthenticatedPrincipal {
    @Override
    public TokenType tokenType() {
        return TokenType.SESSION_TOKEN;
    }

    @Override
    public Optional<String> id() {
        return Optional.empty();
    }

    @Override
    public String subject() {
        return session.userId();
    }

    @Override
    public List<String> scopes() {
        return List.of();
    }

    @Override
    public Optional<ObjectNode> claims() {
        return Optional.of(session.claims());
    }

    @Override
    public Optional<String> userId() {
        return Optional.of(session.userId());
    }

    @Override
    public Optional<String> organizationId() {
        return session.organization().map(Session.Organization::id);
    }

    @Override
    public Optional<String> machineId() {
        return Optional.empty();
    }

    @Override
    public Optional<String> clientId() {
        return Optional.empty();
    }
}
