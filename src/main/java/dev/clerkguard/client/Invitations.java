package dev.clerkguard.client;

import java.util.List;

import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.clerk.ResourceApi;

/** Invitations to the application and to organisations. No invitation is created twice when Clerk's answer does not arrive. */
public final class Invitations {
    private static final String EMAIL_ADDRESS = "email_address";

    private final ClerkCalls calls;
    private final ResourceApi api;

    Invitations(ClerkCalls calls, ResourceApi api) {
        this.calls = calls;
        this.api = api;
    }

    /** Lists the pending invitations to the application. */
    public Uni<Page<Invitation>> pending(PageRequest page) {
        return calls.list(
                Operation.LIST_INVITATIONS,
                List.of(),
                page,
                Invitation::read,
                () -> api.invitations("pending", page.limit(), page.offset()));
    }

    /** Lists the pending invitations to an organisation. */
    public Uni<Page<Invitation>> pendingOfOrganization(String organizationId, PageRequest page) {
        return calls.list(
                Operation.LIST_INVITATIONS,
                List.of(organizationId),
                page,
                Invitation::read,
                () -> api.invitationsOfOrganization(organizationId, "pending", page.limit(), page.offset()));
    }

    /**
     * Invites a person to the application.
     *
     * @param redirectUrl where the link in the e-mail leads
     */
    public Uni<Invitation> create(String emailAddress, String redirectUrl) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put(EMAIL_ADDRESS, emailAddress)
                .put("redirect_url", redirectUrl);
        return calls.change(
                Operation.CHANGE_INVITATION,
                false,
                List.of(),
                Invitation::read,
                () -> api.createInvitation(ClerkCalls.body(json)));
    }

    /**
     * Invites a person to an organisation.
     *
     * @param inviterUserId the member who invites
     */
    public Uni<Invitation> createForOrganization(
            String organizationId, String emailAddress, String role, String inviterUserId) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put(EMAIL_ADDRESS, emailAddress)
                .put("role", role)
                .put("inviter_user_id", inviterUserId);
        return calls.change(
                Operation.CHANGE_INVITATION,
                false,
                List.of(organizationId),
                Invitation::read,
                () -> api.createInvitationOfOrganization(organizationId, ClerkCalls.body(json)));
    }

    /** Revokes an invitation to the application. */
    public Uni<Invitation> revoke(String id) {
        return calls.change(
                Operation.CHANGE_INVITATION, false, List.of(id), Invitation::read, () -> api.revokeInvitation(id));
    }

    /** Revokes an invitation to an organisation. */
    public Uni<Invitation> revokeOfOrganization(String organizationId, String id, String requestingUserId) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("requesting_user_id", requestingUserId);
        return calls.change(
                Operation.CHANGE_INVITATION,
                false,
                List.of(organizationId, id),
                Invitation::read,
                () -> api.revokeInvitationOfOrganization(organizationId, id, ClerkCalls.body(json)));
    }
}
