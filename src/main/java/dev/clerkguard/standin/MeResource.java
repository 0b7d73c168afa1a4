package dev.clerkguard.standin;

import java.util.List;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The signed-in user, as Clerk's components read and change it. */
@PermitAll
@Path("/dev-clerk/v1/me")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class MeResource {
    private static final List<String> CHANGEABLE =
            List.of("first_name", "last_name", "username", "primary_email_address_id");
    private static final String UNSAFE_METADATA = "unsafe_metadata";

    private final StandIn standIn;
    private final WebhookSender events;
    private final FrontendRequest request;
    private final ObjectMapper mapper;

    MeResource(StandIn standIn, WebhookSender events, FrontendRequest request, ObjectMapper mapper) {
        this.standIn = standIn;
        this.events = events;
        this.request = request;
        this.mapper = mapper;
    }

    @GET
    public Response get() {
        BrowserClient client = request.client();
        return request.read(client, request.json().user(person(client)));
    }

    @PATCH
    public Response update(String body) {
        BrowserClient client = request.client();
        Form form = Form.of(body);
        JsonNode metadata = form.value(UNSAFE_METADATA).map(this::json).orElse(null);
        User changed = standIn.users()
                .change(person(client).id(), user -> {
                    CHANGEABLE.stream()
                            .filter(form::has)
                            .forEach(name -> user.put(name, form.value(name).orElse(null)));
                    if (metadata != null) {
                        user.set(UNSAFE_METADATA, metadata);
                    }
                })
                .orElseThrow(ClerkException::signedOut);
        events.send("user.updated", changed.json());
        return request.changed(client, request.json().user(changed));
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ClerkException(422, "form_param_format_invalid", "It is no JSON.", UNSAFE_METADATA);
        }
    }

    @GET
    @Path("/organization_memberships")
    public Response memberships() {
        BrowserClient client = request.client();
        return list(client, request.json().memberships(person(client)));
    }

    @GET
    @Path("/organization_invitations")
    public Response invitations(@QueryParam("status") String status) {
        BrowserClient client = request.client();
        ArrayNode invitations = JsonNodeFactory.instance.arrayNode();
        standIn.members().invitationsOf(person(client), status).forEach(invitation -> {
            invitation.remove("private_metadata");
            invitations.add(invitation);
        });
        return list(client, invitations);
    }

    @POST
    @Path("/organization_invitations/{id}/accept")
    public Response accept(@PathParam("id") String id) {
        BrowserClient client = request.client();
        User user = person(client);
        ObjectNode invitation = standIn.members().invitationsOf(user, "pending").stream()
                .filter(pending -> pending.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(ClerkException::notFound);
        ObjectNode accepted =
                new InvitationTickets(standIn, events).accept(invitation, user).deepCopy();
        accepted.remove("private_metadata");
        return request.changed(client, accepted);
    }

    /** There are none: the stand-in has no verified domains. */
    @GET
    @Path("/organization_suggestions")
    public Response suggestions() {
        BrowserClient client = request.client();
        person(client);
        return list(client, JsonNodeFactory.instance.arrayNode());
    }

    @GET
    @Path("/sessions/active")
    public Response sessions() {
        BrowserClient client = request.client();
        User person = person(client);
        ArrayNode sessions = JsonNodeFactory.instance.arrayNode();
        standIn.sessions().of(person).stream()
                .filter(BrowserSession::active)
                .forEach(session -> sessions.add(request.json().session(session, person)));
        return request.bare(client, sessions);
    }

    private User person(BrowserClient client) {
        return request.owner(request.session(client));
    }

    private Response list(BrowserClient client, ArrayNode data) {
        return request.read(
                client,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("total_count", data.size())
                        .set("data", data));
    }
}
