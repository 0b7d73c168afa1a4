package dev.clerkguard.standin;

import java.util.Optional;

/**
 * A sign-in token or an actor token of the Backend API: signs a browser in once, with the strategy {@code ticket}. Times
 * are milliseconds.
 *
 * @param actorId the user who impersonates {@code userId}; empty for a sign-in token
 * @param status pending, accepted or revoked
 */
record Ticket(
        String id,
        String token,
        String userId,
        Optional<String> actorId,
        String status,
        long expiresAt,
        long createdAt) {
    static final String PENDING = "pending";
    static final String ACCEPTED = "accepted";

    static Ticket create(String idPrefix, String userId, Optional<String> actorId, long seconds) {
        long now = System.currentTimeMillis();
        return new Ticket(Ids.create(idPrefix), Ids.create(""), userId, actorId, PENDING, now + seconds * 1000, now);
    }

    boolean usable(long now) {
        return status.equals(PENDING) && expiresAt > now;
    }

    Ticket with(String newStatus) {
        return new Ticket(id, token, userId, actorId, newStatus, expiresAt, createdAt);
    }
}
