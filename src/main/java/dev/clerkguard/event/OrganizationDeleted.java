package dev.clerkguard.event;

/** An organisation was deleted ({@code organization.deleted}). */
public record OrganizationDeleted(Delivery delivery, String organizationId) implements ClerkChange {}
