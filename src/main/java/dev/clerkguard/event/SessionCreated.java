package dev.clerkguard.event;

import java.util.Optional;

/** A user signed in ({@code session.created}). */
public record SessionCreated(Delivery delivery, String sessionId, Optional<String> userId) implements ClerkChange {}
