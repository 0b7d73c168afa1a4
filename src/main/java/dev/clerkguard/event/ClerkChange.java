package dev.clerkguard.event;

/**
 * A change at Clerk that this service received by webhook, as a CDI event. It is fired after it took effect here: revoked
 * sessions are refused already and the cache of users is up to date. Observe one type, or this interface for all, with
 * {@code @ObservesAsync}; an observer with {@code @Observes} ends the build, because it would not be called.
 *
 * <p>docs/webhooks.md states what is guaranteed: at least once while observers fail, on one replica, in any order.
 */
public sealed interface ClerkChange
        permits UserCreated,
                UserUpdated,
                UserDeleted,
                SessionCreated,
                SessionPending,
                SessionEnded,
                SessionRemoved,
                SessionRevoked,
                OrganizationCreated,
                OrganizationUpdated,
                OrganizationDeleted,
                MembershipCreated,
                MembershipUpdated,
                MembershipDeleted {
    Delivery delivery();
}
