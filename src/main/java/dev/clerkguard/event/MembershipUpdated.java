package dev.clerkguard.event;

import dev.clerkguard.client.Membership;

/** The role or the metadata of a member changed ({@code organizationMembership.updated}). */
public record MembershipUpdated(Delivery delivery, Membership membership) implements ClerkChange {}
