package dev.clerkguard.event;

import java.util.Optional;

/** A session has tasks left, such as choosing an organisation ({@code session.pending}). */
public record SessionPending(Delivery delivery, String sessionId, Optional<String> userId) implements ClerkChange {}
