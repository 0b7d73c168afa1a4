package dev.clerkguard.event;

import dev.clerkguard.client.Membership;

/** A user joined an organisation ({@code organizationMembership.created}). */
public record MembershipCreated(Delivery delivery, Membership membership) implements ClerkChange {}
