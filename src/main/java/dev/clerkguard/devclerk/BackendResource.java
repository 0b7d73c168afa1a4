package dev.clerkguard.devclerk;

import java.util.Optional;
import java.util.function.Supplier;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.devclerk.Cast.Organization;
import dev.clerkguard.devclerk.Cast.Person;

/** What Clerk's Backend API tells, as much of it as a backend of an SPA asks (Clerk docs, "Backend API reference"). */
@PermitAll
@Path("/dev-clerk/v1")
@IfBuildProfile(anyOf = {"dev", "test"})
public class BackendResource {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StandIn standIn;
    private final HttpHeaders headers;

    BackendResource(StandIn standIn, HttpHeaders headers) {
        this.standIn = standIn;
        this.headers = headers;
    }

    @GET
    @Path("/jwks")
    public Response jwks() {
        return authorized(() -> ClerkJson.ok(standIn.key().jwks()));
    }

    @GET
    @Path("/users")
    public Response users(@Context UriInfo uri) {
        return authorized(() -> {
            ArrayNode list = JSON.arrayNode();
            list.addAll(new UserList(standIn.cast(), uri.getQueryParameters()).page());
            return ClerkJson.ok(list);
        });
    }

    @GET
    @Path("/users/count")
    public Response count(@Context UriInfo uri) {
        return authorized(() -> ClerkJson.ok(JSON.objectNode()
                .put("object", "total_count")
                .put(
                        "total_count",
                        new UserList(standIn.cast(), uri.getQueryParameters())
                                .all()
                                .count())));
    }

    @GET
    @Path("/users/{id}")
    public Response user(@PathParam("id") String id) {
        return authorized(
                () -> person(id).map(person -> ClerkJson.ok(person.json())).orElseGet(ClerkJson::missing));
    }

    @GET
    @Path("/users/{id}/organization_memberships")
    public Response memberships(@PathParam("id") String id) {
        return authorized(() -> person(id).map(this::memberships).orElseGet(ClerkJson::missing));
    }

    private Response memberships(Person person) {
        ObjectNode body = JSON.objectNode();
        ArrayNode data = body.putArray("data");
        for (Organization organization : standIn.cast().organizations()) {
            String role = organization.members().get(person.name());
            if (role != null) {
                ObjectNode membership = data.addObject()
                        .put("object", "organization_membership")
                        .put("id", "orgmem_" + organization.slug() + "_" + person.name())
                        .put("role", "org:" + role)
                        .put("role_name", role);
                ArrayNode permissions = membership.putArray("permissions");
                organization.permissions().get(role).forEach(permission -> permissions.add("org:" + permission));
                membership.set("organization", organization.json());
                membership.putObject("public_metadata");
                membership.putObject("public_user_data").put("user_id", person.id());
            }
        }
        return ClerkJson.ok(body.put("total_count", data.size()));
    }

    private Optional<Person> person(String id) {
        return standIn.cast().byId(id);
    }

    private Response authorized(Supplier<Response> answer) {
        return standIn.authorized(headers, answer);
    }
}
