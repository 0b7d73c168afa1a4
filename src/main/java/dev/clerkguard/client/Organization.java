package dev.clerkguard.client;

import static dev.clerkguard.clerk.JsonMembers.number;
import static dev.clerkguard.clerk.JsonMembers.text;
import static dev.clerkguard.clerk.JsonMembers.time;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.user.MetadataJson;

/**
 * An organisation of the Backend API (Clerk docs, "Backend API: Organization"), without its private metadata.
 *
 * @param id {@code org_…}
 * @param createdBy the id of the user who created it
 * @param membersCount only where Clerk was asked for it
 * @param publicMetadataJson written by the backend, visible to the members
 */
public record Organization(
        String id,
        Optional<String> name,
        Optional<String> slug,
        Optional<String> imageUrl,
        Optional<String> createdBy,
        Optional<Integer> membersCount,
        Optional<Integer> maxAllowedMemberships,
        @JsonProperty("publicMetadata") @JsonRawValue String publicMetadataJson,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt) {

    /** Reads Clerk's JSON leniently. Only the id is required. */
    public static Optional<Organization> read(JsonNode json) {
        return text(json, "id")
                .map(id -> new Organization(
                        id,
                        text(json, "name"),
                        text(json, "slug"),
                        text(json, "image_url"),
                        text(json, "created_by"),
                        number(json, "members_count"),
                        number(json, "max_allowed_memberships"),
                        MetadataJson.write(json.path("public_metadata")),
                        time(json, "created_at"),
                        time(json, "updated_at")));
    }

    /** Written by the backend, visible to the members. Each call parses the JSON again. */
    public ObjectNode publicMetadata() {
        return MetadataJson.read(publicMetadataJson);
    }
}
