package dev.clerkguard.event;

import dev.clerkguard.user.User;

/** A user was created ({@code user.created}). */
public record UserCreated(Delivery delivery, User user) implements ClerkChange {}
