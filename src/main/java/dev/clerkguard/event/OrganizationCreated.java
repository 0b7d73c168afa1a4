package dev.clerkguard.event;

import dev.clerkguard.client.Organization;

/** An organisation was created ({@code organization.created}). */
public record OrganizationCreated(Delivery delivery, Organization organization) implements ClerkChange {}
