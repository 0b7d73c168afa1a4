package dev.clerkguard.event;

import dev.clerkguard.client.Organization;

/** An organisation was changed ({@code organization.updated}). */
public record OrganizationUpdated(Delivery delivery, Organization organization) implements ClerkChange {}
