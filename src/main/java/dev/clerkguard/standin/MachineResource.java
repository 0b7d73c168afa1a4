package dev.clerkguard.standin;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Machines, their secret keys, and the machines that each may call (Backend API, "Machines"). */
@PermitAll
@Path("/dev-clerk/v1/machines")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class MachineResource {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Machines machines;
    private final BackendRequest request;

    MachineResource(StandIn standIn, BackendRequest request) {
        this.machines = new Machines(standIn);
        this.request = request;
    }

    @POST
    public Response create(ObjectNode body) {
        return request.authorized(() -> {
            ObjectNode machine = machines.create(
                    BackendRequest.required(body, "name"),
                    BackendRequest.array(body, "scoped_machines"),
                    body.path("default_token_ttl").asLong());
            return ClerkJson.ok(machines.json(machine).put("secret_key", Machines.secretKey(machine)));
        });
    }

    @GET
    public Response list() {
        return request.authorized(() ->
                BackendRequest.list(machines.all().stream().map(machines::json).toList()));
    }

    @GET
    @Path("/{id}")
    public Response read(@PathParam("id") String id) {
        return request.found(() -> machines.find(id), machines::json);
    }

    @PATCH
    @Path("/{id}")
    public Response update(@PathParam("id") String id, ObjectNode body) {
        return request.found(
                () -> machines.update(id, body.deepCopy().retain(Set.of("name", "default_token_ttl"))), machines::json);
    }

    @DELETE
    @Path("/{id}")
    public Response delete(@PathParam("id") String id) {
        return request.removed(() -> machines.remove(id), "machine", id);
    }

    @GET
    @Path("/{id}/secret_key")
    public Response secretKey(@PathParam("id") String id) {
        return secretKey(() -> machines.find(id));
    }

    /** With {@code previous_token_ttl}, the seconds for which the replaced key is still accepted. */
    @POST
    @Path("/{id}/secret_key/rotate")
    public Response rotate(@PathParam("id") String id, ObjectNode body) {
        return secretKey(() -> machines.rotate(
                id,
                BackendRequest.member(body, "previous_token_ttl", JSON.numberNode(0))
                        .asLong()));
    }

    private Response secretKey(Supplier<Optional<ObjectNode>> machine) {
        return request.authorized(() -> machine.get()
                .map(found -> ClerkJson.ok(
                        JSON.objectNode().put("object", "machine_secret_key").put("secret", Machines.secretKey(found))))
                .orElseGet(ClerkJson::missing));
    }

    @POST
    @Path("/{id}/scopes")
    public Response allow(@PathParam("id") String id, ObjectNode body) {
        return scope(id, BackendRequest.required(body, "to_machine_id"), true);
    }

    @DELETE
    @Path("/{id}/scopes/{other}")
    public Response disallow(@PathParam("id") String id, @PathParam("other") String other) {
        return scope(id, other, false);
    }

    private Response scope(String id, String other, boolean allowed) {
        return request.authorized(() -> {
            if (machines.find(id).isEmpty() || machines.find(other).isEmpty()) {
                return ClerkJson.missing();
            }
            machines.scope(id, other, allowed);
            ObjectNode scope = JSON.objectNode()
                    .put("object", "machine_scope")
                    .put("from_machine_id", id)
                    .put("to_machine_id", other);
            return ClerkJson.ok(
                    allowed ? scope.put("created_at", System.currentTimeMillis()) : scope.put("deleted", true));
        });
    }
}
