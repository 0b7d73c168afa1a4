package dev.clerkguard.standin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Invitations to organisations as the Backend API has them. A user accepts one in {@link MeResource}. */
@PermitAll
@Path("/dev-clerk/v1/organizations/{organization}/invitations")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class OrganizationInvitationResource {
    private static final long DEFAULT_DAYS = 30;
    private static final Set<String> PARAMETERS = Set.of(
            "email_address",
            "role",
            "inviter_user_id",
            "redirect_url",
            "expires_in_days",
            "notify",
            "public_metadata",
            "private_metadata");

    private final StandIn standIn;
    private final WebhookSender events;
    private final ResourceRequest request;
    private final InvitationTickets tickets;

    OrganizationInvitationResource(StandIn standIn, WebhookSender events, ResourceRequest request) {
        this.standIn = standIn;
        this.events = events;
        this.request = request;
        this.tickets = new InvitationTickets(standIn, events);
    }

    @GET
    public Response list(@PathParam("organization") String which) {
        request.requireSecretKey();
        Organization organization = organization(which);
        List<String> statuses = request.query().getOrDefault("status", List.of());
        List<String> addresses = request.query().getOrDefault("email_address", List.of());
        return request.page(of(organization).stream()
                .filter(invitation -> statuses.isEmpty()
                        || statuses.contains(invitation.path("status").asText()))
                .filter(invitation -> addresses.isEmpty()
                        || addresses.contains(invitation.path("email_address").asText()))
                .toList());
    }

    @POST
    public Response create(@PathParam("organization") String which, ObjectNode given) {
        request.requireSecretKey();
        return ClerkJson.ok(invite(organization(which), request.body(given, PARAMETERS)));
    }

    /** None is created when one of them is refused for its parameters. */
    @POST
    @Path("/bulk")
    public Response createAll(@PathParam("organization") String which, ArrayNode given) {
        request.requireSecretKey();
        Organization organization = organization(which);
        List<ObjectNode> wanted = new ArrayList<>();
        for (JsonNode one : given == null ? JsonNodeFactory.instance.arrayNode() : given) {
            wanted.add(checked(organization, request.body(one instanceof ObjectNode json ? json : null, PARAMETERS)));
        }
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        wanted.forEach(one -> data.add(invite(organization, one)));
        return ClerkJson.ok(JsonNodeFactory.instance
                .objectNode()
                .put("total_count", data.size())
                .set("data", data));
    }

    @GET
    @Path("/{id}")
    public Response get(@PathParam("organization") String which, @PathParam("id") String id) {
        request.requireSecretKey();
        return ClerkJson.ok(invitation(organization(which), id));
    }

    @POST
    @Path("/{id}/revoke")
    public Response revoke(@PathParam("organization") String which, @PathParam("id") String id, ObjectNode given) {
        request.requireSecretKey();
        if (given != null) {
            request.body(given, Set.of("requesting_user_id"));
        }
        ObjectNode known = invitation(organization(which), id);
        if (!known.path("status").asText().equals("pending")) {
            throw new ClerkException(
                    400, "organization_invitation_not_pending", "Only a pending invitation can be revoked.");
        }
        ObjectNode revoked = standIn.resources(StandIn.INVITATIONS)
                .change(id, invitation -> Revision.of(invitation, changed -> changed.put("status", "revoked")))
                .orElseThrow(ClerkException::notFound);
        events.send("organizationInvitation.revoked", revoked);
        return ClerkJson.ok(revoked);
    }

    private ObjectNode checked(Organization organization, ObjectNode wanted) {
        String address = wanted.path("email_address").asText();
        if (!address.contains("@")) {
            throw new ClerkException(422, "form_param_format_invalid", "Enter an e-mail address.", "email_address");
        }
        organization.requireRole(wanted.path("role").asText());
        boolean member = standIn.users()
                .byIdentifier(address)
                .flatMap(user -> standIn.organizations().membership(organization.id(), user.id()))
                .isPresent();
        boolean invited = of(organization).stream()
                .anyMatch(known -> known.path("status").asText().equals("pending")
                        && known.path("email_address").asText().equalsIgnoreCase(address));
        if (member || invited) {
            throw new ClerkException(
                    400, "duplicate_record", address + " is a member already, or has a pending invitation.");
        }
        return wanted;
    }

    private ObjectNode invite(Organization organization, ObjectNode wanted) {
        checked(organization, wanted);
        String id = Ids.create("orginv_");
        String role = organization.requireRole(wanted.path("role").asText());
        long now = System.currentTimeMillis();
        long days = wanted.path("expires_in_days").asLong(DEFAULT_DAYS);
        ObjectNode invitation = JsonNodeFactory.instance
                .objectNode()
                .put("object", StandIn.INVITATIONS)
                .put("id", id)
                .put("email_address", wanted.path("email_address").asText())
                .put("role", "org:" + role)
                .put("role_name", role)
                .put("organization_id", organization.id())
                .put("inviter_id", wanted.path("inviter_user_id").textValue())
                .put("status", "pending")
                .put("expires_at", now + Duration.ofDays(days).toMillis())
                .put("created_at", now)
                .put("updated_at", now);
        for (String name : List.of("public_metadata", "private_metadata")) {
            invitation.set(name, wanted.path(name) instanceof ObjectNode metadata ? metadata : invitation.objectNode());
        }
        invitation.put("url", tickets.issue(invitation, wanted));
        standIn.resources(StandIn.INVITATIONS).put(invitation);
        events.send("organizationInvitation.created", invitation);
        return invitation;
    }

    private List<ObjectNode> of(Organization organization) {
        return standIn.resources(StandIn.INVITATIONS)
                .select(invitation ->
                        invitation.path("organization_id").asText().equals(organization.id()));
    }

    private ObjectNode invitation(Organization organization, String id) {
        return of(organization).stream()
                .filter(invitation -> invitation.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(ClerkException::notFound);
    }

    private Organization organization(String which) {
        return standIn.organizations().find(which).orElseThrow(ClerkException::notFound);
    }
}
