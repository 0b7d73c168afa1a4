package dev.clerkguard.event;

import java.util.Optional;

/** A user signed out ({@code session.ended}). */
public record SessionEnded(Delivery delivery, String sessionId, Optional<String> userId) implements ClerkChange {}
