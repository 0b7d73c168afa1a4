package dev.clerkguard.client;

import static dev.clerkguard.clerk.JsonMembers.elements;
import static dev.clerkguard.clerk.JsonMembers.text;
import static dev.clerkguard.clerk.JsonMembers.time;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.user.MetadataJson;

/**
 * The membership of a user in an organisation (Clerk docs, "Backend API: OrganizationMembership"), without its private
 * metadata.
 *
 * @param id {@code orgmem_…}
 * @param role such as {@code org:admin}
 * @param permissions such as {@code org:invoices:create}
 * @param publicMetadataJson written by the backend, visible to the members
 */
public record Membership(
        String id,
        Organization organization,
        String userId,
        Optional<String> role,
        List<String> permissions,
        @JsonProperty("publicMetadata") @JsonRawValue String publicMetadataJson,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt) {

    /** Reads Clerk's JSON leniently. The ids of membership, organisation and user are required. */
    public static Optional<Membership> read(JsonNode json) {
        Optional<String> id = text(json, "id");
        Optional<String> userId = text(json.path("public_user_data"), "user_id");
        return Organization.read(json.path("organization"))
                .filter(organization -> id.isPresent() && userId.isPresent())
                .map(organization -> new Membership(
                        id.orElseThrow(),
                        organization,
                        userId.orElseThrow(),
                        text(json, "role"),
                        elements(json.path("permissions"))
                                .filter(JsonNode::isTextual)
                                .map(JsonNode::textValue)
                                .toList(),
                        MetadataJson.write(json.path("public_metadata")),
                        time(json, "created_at"),
                        time(json, "updated_at")));
    }

    /** Written by the backend, visible to the members. Each call parses the JSON again. */
    public ObjectNode publicMetadata() {
        return MetadataJson.read(publicMetadataJson);
    }
}
