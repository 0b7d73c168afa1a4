package dev.clerkguard.event;

import dev.clerkguard.user.User;

/** A user was changed, banned or unbanned ({@code user.updated}). */
public record UserUpdated(Delivery delivery, User user) implements ClerkChange {}
