package dev.clerkguard.standin;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The rules for joining an organisation: the invitations of a user, and the maximum number of members. */
final class OrganizationMembers {
    private final Organizations organizations;
    private final Store<ObjectNode> invitations;

    OrganizationMembers(Organizations organizations, Store<ObjectNode> invitations) {
        this.organizations = organizations;
        this.invitations = invitations;
    }

    /**
     * The invitations to the user's e-mail addresses.
     *
     * @param status such as pending; null for all
     */
    List<ObjectNode> invitationsOf(User user, String status) {
        return invitations
                .select(invitation -> user.emailAddresses().stream()
                                .anyMatch(invitation.path("email_address").asText()::equalsIgnoreCase)
                        && (status == null || invitation.path("status").asText().equals(status)))
                .stream()
                .map(this::withOrganization)
                .toList();
    }

    private ObjectNode withOrganization(ObjectNode invitation) {
        ObjectNode copy = invitation.deepCopy();
        organizations.find(invitation.path("organization_id").asText()).ifPresent(organization -> {
            ObjectNode data = copy.putObject("public_organization_data");
            for (String name : List.of("id", "name", "slug", "image_url", "has_image")) {
                data.set(name, organization.json().path(name));
            }
        });
        return copy;
    }

    /**
     * A new membership.
     *
     * @throws ClerkException 400 when the user is a member already, 403 when the organisation is full
     */
    Membership join(Organization organization, User user, String role) {
        if (organizations.membership(organization.id(), user.id()).isPresent()) {
            throw new ClerkException(400, "already_a_member_in_organization", "The user is a member already.");
        }
        requireRoom(organization);
        Membership membership = Membership.of(Ids.create("orgmem_"), organization.id(), user.id(), role);
        organizations.addMember(membership);
        return membership;
    }

    /** @throws ClerkException 403 when the organisation is full */
    void requireRoom(Organization organization) {
        int limit = organization.json().path("max_allowed_memberships").asInt();
        if (limit > 0 && organizations.membersOf(organization.id()).size() >= limit) {
            throw new ClerkException(
                    403, "organization_membership_quota_exceeded", "The organisation has its maximum of members.");
        }
    }
}
