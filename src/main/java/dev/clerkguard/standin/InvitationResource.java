package dev.clerkguard.standin;

import java.util.List;
import java.util.Set;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
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

/** Invitations to the application as the Backend API has them. */
@PermitAll
@Path("/dev-clerk/v1/invitations")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class InvitationResource {
    private static final String KIND = "invitation";
    private static final Set<String> PARAMETERS =
            Set.of("email_address", "public_metadata", "redirect_url", "notify", "ignore_existing", "expires_in_days");

    private final StandIn standIn;
    private final ResourceRequest request;
    private final InvitationTickets tickets;

    InvitationResource(StandIn standIn, WebhookSender events, ResourceRequest request) {
        this.standIn = standIn;
        this.request = request;
        this.tickets = new InvitationTickets(standIn, events);
    }

    /** A bare list, or with {@code paginated=true} an object with the list in it. */
    @GET
    public Response list() {
        request.requireSecretKey();
        List<String> statuses = request.query().getOrDefault("status", List.of());
        return request.bareOrPaginated(standIn.resources(KIND)
                .select(invitation -> statuses.isEmpty()
                        || statuses.contains(invitation.path("status").asText())));
    }

    @POST
    public Response create(ObjectNode given) {
        request.requireSecretKey();
        return ClerkJson.ok(invite(checked(request.body(given, PARAMETERS))));
    }

    @POST
    @Path("/bulk")
    public Response createAll(ArrayNode given) {
        request.requireSecretKey();
        ArrayNode wanted = given == null ? JsonNodeFactory.instance.arrayNode() : given;
        for (JsonNode one : wanted) {
            checked(request.body(one instanceof ObjectNode json ? json : null, PARAMETERS));
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        wanted.forEach(one -> all.add(invite(checked((ObjectNode) one))));
        return ClerkJson.ok(all);
    }

    @POST
    @Path("/{id}/revoke")
    public Response revoke(@PathParam("id") String id) {
        request.requireSecretKey();
        return standIn.resources(KIND)
                .change(
                        id,
                        known -> Revision.of(
                                known, json -> json.put("status", "revoked").put("revoked", true)))
                .map(ClerkJson::ok)
                .orElseThrow(ClerkException::notFound);
    }

    @DELETE
    @Path("/{id}")
    public Response delete(@PathParam("id") String id) {
        request.requireSecretKey();
        return standIn.resources(KIND)
                .remove(id)
                .map(invitation -> ClerkJson.ok(ClerkJson.deleted(KIND, id)))
                .orElseThrow(ClerkException::notFound);
    }

    private ObjectNode checked(ObjectNode wanted) {
        String address = wanted.path("email_address").asText();
        if (!address.contains("@")) {
            throw new ClerkException(422, "form_param_format_invalid", "Enter an e-mail address.", "email_address");
        }
        boolean invited = standIn.resources(KIND)
                .first(known -> known.path("status").asText().equals("pending")
                        && known.path("email_address").asText().equalsIgnoreCase(address))
                .isPresent();
        if ((invited || standIn.users().byIdentifier(address).isPresent())
                && !wanted.path("ignore_existing").asBoolean()) {
            throw new ClerkException(400, "duplicate_record", address + " has an account or an invitation already.");
        }
        return wanted;
    }

    private ObjectNode invite(ObjectNode wanted) {
        long now = System.currentTimeMillis();
        ObjectNode invitation = JsonNodeFactory.instance
                .objectNode()
                .put("object", KIND)
                .put("id", Ids.create("inv_"))
                .put("email_address", wanted.path("email_address").asText())
                .put("status", "pending")
                .put("revoked", false)
                .put("created_at", now)
                .put("updated_at", now);
        invitation.set(
                "public_metadata",
                wanted.path("public_metadata") instanceof ObjectNode metadata ? metadata : invitation.objectNode());
        invitation.put("url", tickets.issue(invitation, wanted));
        return standIn.resources(KIND).put(invitation);
    }
}
