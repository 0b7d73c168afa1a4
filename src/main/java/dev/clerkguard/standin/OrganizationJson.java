package dev.clerkguard.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Organisations and memberships as the Backend API and the webhooks have them. */
final class OrganizationJson {
    private final StandIn standIn;

    OrganizationJson(StandIn standIn) {
        this.standIn = standIn;
    }

    /** With the current numbers of members and pending invitations. */
    ObjectNode organization(Organization organization) {
        return organization
                .json()
                .deepCopy()
                .put(
                        "members_count",
                        standIn.organizations().membersOf(organization.id()).size())
                .put("pending_invitations_count", pendingInvitations(organization));
    }

    private int pendingInvitations(Organization organization) {
        return standIn.resources(StandIn.INVITATIONS)
                .select(invitation ->
                        invitation.path("organization_id").asText().equals(organization.id())
                                && invitation.path("status").asText().equals("pending"))
                .size();
    }

    /** With the organisation and the public data of the user in it. */
    ObjectNode membership(Membership membership) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("object", "organization_membership")
                .put("id", membership.id())
                .put("role", "org:" + membership.role())
                .put("role_name", membership.role());
        ArrayNode permissions = json.putArray("permissions");
        standIn.organizations().find(membership.organizationId()).ifPresent(organization -> {
            organization.permissions(membership.role()).forEach(name -> permissions.add("org:" + name));
            json.set("organization", organization(organization));
        });
        json.set("public_metadata", membership.publicMetadata());
        json.set("private_metadata", membership.privateMetadata());
        standIn.users()
                .find(membership.userId())
                .ifPresent(user -> json.set("public_user_data", user.publicUserData()));
        return json.put("created_at", membership.createdAt()).put("updated_at", membership.updatedAt());
    }
}
