package dev.clerkguard.client;

import static dev.clerkguard.clerk.JsonMembers.text;
import static dev.clerkguard.clerk.JsonMembers.time;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An invitation to the application or to an organisation (Clerk docs, "Backend API: Invitation", "OrganizationInvitation").
 *
 * @param id {@code inv_…} or {@code orginv_…}
 * @param status {@code pending}, {@code accepted}, {@code revoked} or {@code expired}
 * @param organizationId empty for an invitation to the application
 * @param role in the organisation
 * @param url where the invited person accepts it, if Clerk says it
 */
public record Invitation(
        String id,
        String emailAddress,
        Optional<String> status,
        Optional<String> organizationId,
        Optional<String> role,
        Optional<String> url,
        Optional<Instant> expiresAt,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt) {

    /** Reads Clerk's JSON leniently. The id and the e-mail address are required. */
    public static Optional<Invitation> read(JsonNode json) {
        Optional<String> emailAddress = text(json, "email_address");
        return text(json, "id")
                .filter(id -> emailAddress.isPresent())
                .map(id -> new Invitation(
                        id,
                        emailAddress.orElseThrow(),
                        text(json, "status"),
                        text(json, "organization_id"),
                        text(json, "role"),
                        text(json, "url"),
                        time(json, "expires_at"),
                        time(json, "created_at"),
                        time(json, "updated_at")));
    }
}
