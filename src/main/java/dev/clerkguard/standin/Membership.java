package dev.clerkguard.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A user's membership in an organisation. Immutable: the JSON must not be changed. Times are milliseconds.
 *
 * @param role without {@code org:}
 */
record Membership(
        String id,
        String organizationId,
        String userId,
        String role,
        ObjectNode publicMetadata,
        ObjectNode privateMetadata,
        long createdAt,
        long updatedAt) {
    static Membership of(String id, String organizationId, String userId, String role) {
        long now = System.currentTimeMillis();
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        return new Membership(id, organizationId, userId, role, none, none.deepCopy(), now, now);
    }

    Membership withRole(String newRole) {
        return new Membership(
                id,
                organizationId,
                userId,
                newRole,
                publicMetadata,
                privateMetadata,
                createdAt,
                Math.max(updatedAt + 1, System.currentTimeMillis()));
    }

    /** @param metadata the members {@code public_metadata} and {@code private_metadata}, to be merged */
    Membership merge(ObjectNode metadata) {
        return withMetadata(
                merged(publicMetadata, metadata.path("public_metadata")),
                merged(privateMetadata, metadata.path("private_metadata")));
    }

    private static ObjectNode merged(ObjectNode known, JsonNode patch) {
        ObjectNode copy = known.deepCopy();
        if (patch instanceof ObjectNode object) {
            MergePatch.apply(copy, object);
        }
        return copy;
    }

    Membership withMetadata(ObjectNode newPublic, ObjectNode newPrivate) {
        return new Membership(
                id,
                organizationId,
                userId,
                role,
                newPublic,
                newPrivate,
                createdAt,
                Math.max(updatedAt + 1, System.currentTimeMillis()));
    }
}
