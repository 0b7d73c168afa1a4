package dev.clerkguard.standin;

import java.util.Optional;
import java.util.Set;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Sign-in tokens and actor tokens as the Backend API has them: tickets that sign a browser in, as a user or in the
 * place of one. The tickets of invitations are in {@link InvitationTickets}.
 */
@PermitAll
@Path("/dev-clerk/v1")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class TicketResource {
    private static final long SIGN_IN_SECONDS = 2_592_000;
    private static final long ACTOR_SECONDS = 3600;

    private final StandIn standIn;
    private final ResourceRequest request;
    private final InvitationTickets invitations;

    TicketResource(StandIn standIn, WebhookSender events, ResourceRequest request) {
        this.standIn = standIn;
        this.request = request;
        this.invitations = new InvitationTickets(standIn, events);
    }

    @POST
    @Path("/sign_in_tokens")
    public Response signInToken(ObjectNode given) {
        request.requireSecretKey();
        ObjectNode wanted = request.body(given, Set.of("user_id", "expires_in_seconds"));
        User user = user(wanted.path("user_id").asText());
        long seconds = wanted.path("expires_in_seconds").asLong(SIGN_IN_SECONDS);
        return ClerkJson.ok(json(store().put(Ticket.create("sit_", user.id(), Optional.empty(), seconds))));
    }

    /** The actor impersonates the user: the session token has the claim {@code act}. */
    @POST
    @Path("/actor_tokens")
    public Response actorToken(ObjectNode given) {
        request.requireSecretKey();
        ObjectNode wanted = request.body(
                given, Set.of("user_id", "actor", "expires_in_seconds", "session_max_duration_in_seconds"));
        User user = user(wanted.path("user_id").asText());
        String actor = wanted.path("actor").path("sub").asText();
        if (actor.isEmpty()) {
            throw new ClerkException(422, "form_param_nil", "Enter actor.sub.", "actor");
        }
        long seconds = wanted.path("expires_in_seconds").asLong(ACTOR_SECONDS);
        return ClerkJson.ok(json(store().put(Ticket.create("act_", user.id(), Optional.of(actor), seconds))));
    }

    @POST
    @Path("/{kind: sign_in_tokens|actor_tokens}/{id}/revoke")
    public Response revoke(@PathParam("kind") String kind, @PathParam("id") String id) {
        request.requireSecretKey();
        boolean actorToken = kind.equals("actor_tokens");
        store().find(id)
                .filter(ticket -> ticket.actorId().isPresent() == actorToken)
                .orElseThrow(ClerkException::notFound);
        return ClerkJson.ok(json(
                store().change(id, ticket -> ticket.status().equals(Ticket.PENDING) ? ticket.with("revoked") : ticket)
                        .orElseThrow(ClerkException::notFound)));
    }

    /** The address of an invitation. */
    @GET
    @Path("/tickets/accept")
    public Response accept(@QueryParam("ticket") @DefaultValue("") String ticket) {
        standIn.requireEnabled();
        return Response.seeOther(invitations.destination(ticket)).build();
    }

    private Store<Ticket> store() {
        return standIn.tickets().store();
    }

    private User user(String id) {
        return standIn.users().find(id).orElseThrow(ClerkException::notFound);
    }

    private static ObjectNode json(Ticket ticket) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("object", ticket.actorId().isPresent() ? "actor_token" : "sign_in_token")
                .put("id", ticket.id())
                .put("user_id", ticket.userId())
                .put("token", ticket.token())
                .put("status", ticket.status())
                .put("url", "")
                .put("created_at", ticket.createdAt())
                .put("updated_at", ticket.createdAt());
        ticket.actorId().ifPresent(actor -> json.putObject("actor").put("sub", actor));
        return json;
    }
}
