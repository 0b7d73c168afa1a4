package dev.clerkguard.event;

import dev.clerkguard.client.Membership;

/** A user left an organisation ({@code organizationMembership.deleted}). */
public record MembershipDeleted(Delivery delivery, Membership membership) implements ClerkChange {}
