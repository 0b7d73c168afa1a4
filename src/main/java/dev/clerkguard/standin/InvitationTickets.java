package dev.clerkguard.standin;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import jakarta.ws.rs.core.UriBuilder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The tickets of invitations to the application and to organisations. The address of an invitation leads to its
 * {@code redirect_url} with the ticket, with which the invited person signs up or in.
 */
final class InvitationTickets {
    private static final String KIND = "invitation_ticket";
    private static final String INVITATION_KIND = "invitation_kind";
    private static final String REDIRECT_URL = "redirect_url";
    private static final long DEFAULT_DAYS = 30;

    private final StandIn standIn;
    private final WebhookSender events;

    InvitationTickets(StandIn standIn, WebhookSender events) {
        this.standIn = standIn;
        this.events = events;
    }

    /**
     * A ticket of a new invitation.
     *
     * @param wanted the request that creates it: {@code redirect_url} and {@code expires_in_days}
     * @return the address that the e-mail of the invitation would have
     */
    String issue(ObjectNode invitation, ObjectNode wanted) {
        String ticket = Ids.create("");
        long days = wanted.path("expires_in_days").asLong(DEFAULT_DAYS);
        standIn.resources(KIND)
                .put(JsonNodeFactory.instance
                        .objectNode()
                        .put("id", ticket)
                        .put(INVITATION_KIND, invitation.path("object").asText())
                        .put("invitation_id", invitation.path("id").asText())
                        .put(REDIRECT_URL, wanted.path(REDIRECT_URL).textValue())
                        .put(
                                "expires_at",
                                System.currentTimeMillis()
                                        + Duration.ofDays(days).toMillis()));
        return standIn.config().issuer() + "/v1/tickets/accept?ticket=" + ticket;
    }

    /**
     * The invitation of a ticket.
     *
     * @throws ClerkException 400 when it was accepted or revoked, has expired or does not exist
     */
    ObjectNode pending(String ticket) {
        return standIn.resources(KIND)
                .find(ticket)
                .filter(known -> known.path("expires_at").asLong() > System.currentTimeMillis())
                .flatMap(known -> standIn.resources(known.path(INVITATION_KIND).asText())
                        .find(known.path("invitation_id").asText()))
                .filter(invitation -> invitation.path("status").asText().equals("pending"))
                .orElseThrow(ClerkException::invalidTicket);
    }

    /**
     * Where the address of the invitation leads: to a page that signs up, or in where the invited person has an account.
     *
     * @throws ClerkException 422 when the invitation has no address to redirect to
     */
    URI destination(String ticket) {
        ObjectNode invitation = pending(ticket);
        boolean known = standIn.users()
                .byIdentifier(invitation.path("email_address").asText())
                .isPresent();
        String page = standIn.resources(KIND)
                .find(ticket)
                .map(json -> json.path(REDIRECT_URL).asText(""))
                .orElse("");
        try {
            if (!page.isEmpty()) {
                return UriBuilder.fromUri(page)
                        .queryParam("__clerk_ticket", ticket)
                        .queryParam("__clerk_status", known ? "sign_in" : "sign_up")
                        .build();
            }
        } catch (IllegalArgumentException e) {
            // Answered as one that is absent.
        }
        throw new ClerkException(
                422, "form_param_format_invalid", "The invitation has no valid redirect_url.", REDIRECT_URL);
    }

    /** @throws ClerkException when the invitation is to an organisation that is gone or full */
    void requireRoom(ObjectNode invitation) {
        organization(invitation).ifPresent(standIn.members()::requireRoom);
    }

    /** Accepts a pending invitation. The user becomes a member with the invitation's role and metadata. */
    ObjectNode accept(ObjectNode invitation, User user) {
        Optional<Membership> membership = organization(invitation)
                .map(organization -> standIn.members()
                        .join(
                                organization,
                                user,
                                organization.requireRole(invitation.path("role").asText())))
                .flatMap(joined -> standIn.organizations()
                        .changeMember(joined.organizationId(), user.id(), member -> member.merge(invitation)));
        ObjectNode accepted = standIn.resources(invitation.path("object").asText())
                .change(
                        invitation.path("id").asText(),
                        known -> Revision.of(known, json -> json.put("status", "accepted")))
                .orElseThrow(ClerkException::notFound);
        membership.ifPresent(joined -> {
            events.send("organizationInvitation.accepted", accepted.deepCopy().put("user_id", user.id()));
            events.send("organizationMembership.created", new OrganizationJson(standIn).membership(joined));
        });
        return accepted;
    }

    /** Empty for an invitation to the application. */
    private Optional<Organization> organization(ObjectNode invitation) {
        return Optional.ofNullable(invitation.path("organization_id").textValue())
                .map(id -> standIn.organizations().find(id).orElseThrow(ClerkException::notFound));
    }
}
