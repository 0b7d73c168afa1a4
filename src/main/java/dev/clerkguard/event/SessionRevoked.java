package dev.clerkguard.event;

import java.util.Optional;

/** A session was revoked by the backend or in the dashboard ({@code session.revoked}). */
public record SessionRevoked(Delivery delivery, String sessionId, Optional<String> userId) implements ClerkChange {}
