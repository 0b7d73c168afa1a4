package dev.clerkguard.event;

import java.util.Optional;

/** A session was removed from its browser ({@code session.removed}). */
public record SessionRemoved(Delivery delivery, String sessionId, Optional<String> userId) implements ClerkChange {}
