package dev.clerkguard.client;

import static dev.clerkguard.clerk.JsonMembers.text;
import static dev.clerkguard.clerk.JsonMembers.time;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A session as the Backend API knows it (Clerk docs, "Backend API: Session").
 *
 * @param id {@code sess_…}
 * @param status {@code active}, {@code pending}, {@code ended}, {@code removed}, {@code revoked}, {@code expired}, …
 * @param lastActiveOrganizationId the organisation that was active last
 */
public record ClerkSession(
        String id,
        String userId,
        Optional<String> status,
        Optional<String> lastActiveOrganizationId,
        Optional<Instant> lastActiveAt,
        Optional<Instant> expireAt,
        Optional<Instant> abandonAt,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt) {

    /** Reads Clerk's JSON leniently. The ids of session and user are required. */
    public static Optional<ClerkSession> read(JsonNode json) {
        Optional<String> userId = text(json, "user_id");
        return text(json, "id")
                .filter(id -> userId.isPresent())
                .map(id -> new ClerkSession(
                        id,
                        userId.orElseThrow(),
                        text(json, "status"),
                        text(json, "last_active_organization_id"),
                        time(json, "last_active_at"),
                        time(json, "expire_at"),
                        time(json, "abandon_at"),
                        time(json, "created_at"),
                        time(json, "updated_at")));
    }
}
