package dev.clerkguard.event;

/** A user was deleted ({@code user.deleted}). */
public record UserDeleted(Delivery delivery, String userId) implements ClerkChange {}
