package dev.clerkguard.standin;

import java.util.List;
import java.util.Set;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Browsers as the Backend API has them: a client with its sessions. */
@PermitAll
@Path("/dev-clerk/v1/clients")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class ClientListResource {
    private final StandIn standIn;
    private final ResourceRequest request;

    ClientListResource(StandIn standIn, ResourceRequest request) {
        this.standIn = standIn;
        this.request = request;
    }

    @GET
    public Response list() {
        request.requireSecretKey();
        return request.bareOrPaginated(
                standIn.clients().all().stream().map(this::json).toList());
    }

    @GET
    @Path("/{id}")
    public Response get(@PathParam("id") String id) {
        request.requireSecretKey();
        return standIn.clients()
                .find(id)
                .map(client -> ClerkJson.ok(json(client)))
                .orElseThrow(ClerkException::notFound);
    }

    /** By the value of the cookie {@code __client}. */
    @POST
    @Path("/verify")
    public Response verify(ObjectNode given) {
        request.requireSecretKey();
        return get(request.body(given, Set.of("token")).path("token").asText());
    }

    private ObjectNode json(BrowserClient client) {
        List<BrowserSession> active = standIn.sessions().activeIn(client.id());
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("object", "client").put("id", client.id());
        ArrayNode ids = json.putArray("session_ids");
        ArrayNode sessions = json.putArray("sessions");
        active.forEach(session -> {
            ids.add(session.id());
            sessions.add(standIn.lifecycle().json(session));
        });
        return json.put("sign_in_id", client.signIn().map(SignInAttempt::id).orElse(null))
                .put("sign_up_id", client.signUp().map(SignUpAttempt::id).orElse(null))
                .put(
                        "last_active_session_id",
                        active.isEmpty() ? null : active.get(active.size() - 1).id())
                .put("created_at", client.createdAt())
                .put("updated_at", client.createdAt());
    }
}
