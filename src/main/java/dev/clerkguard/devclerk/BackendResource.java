package dev.clerkguard.devclerk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** Clerk's Backend API, as much of it as a backend of an SPA calls (Clerk docs, "Backend API reference"). */
@PermitAll
@Path("/dev-clerk/v1")
@IfBuildProfile(anyOf = {"dev", "test"})
public class BackendResource {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Duration TOKEN_LIFETIME = Duration.ofSeconds(60);
    private static final Duration SESSION_LIFETIME = Duration.ofDays(7);

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
                () -> person(id).map(person -> ClerkJson.ok(person.json())).orElseGet(BackendResource::missing));
    }

    @GET
    @Path("/users/{id}/organization_memberships")
    public Response memberships(@PathParam("id") String id) {
        return authorized(() -> person(id).map(this::memberships).orElseGet(BackendResource::missing));
    }

    @GET
    @Path("/sessions/{id}")
    public Response session(@PathParam("id") String id) {
        return authorized(
                () -> owner(id).map(person -> ClerkJson.ok(session(id, person))).orElseGet(BackendResource::missing));
    }

    @POST
    @Path("/sessions/{id}/revoke")
    public Response revoke(@PathParam("id") String id) {
        return authorized(() -> owner(id)
                .map(person -> {
                    standIn.sessions().revoke(id);
                    return ClerkJson.ok(session(id, person));
                })
                .orElseGet(BackendResource::missing));
    }

    @POST
    @Path("/sessions/{id}/tokens{template: (/[^/]+)?}")
    public Response token(@PathParam("id") String id) {
        return authorized(() -> owner(id)
                .filter(person -> !standIn.sessions().revoked(id))
                .map(person ->
                        ClerkJson.ok(JSON.objectNode().put("object", "token").put("jwt", mint(id, person))))
                .orElseGet(BackendResource::missing));
    }

    private String mint(String sessionId, Person person) {
        return standIn.mint()
                .mint(new Ticket(
                        person,
                        sessionId,
                        Optional.empty(),
                        Optional.empty(),
                        TOKEN_LIFETIME,
                        Optional.empty(),
                        Optional.empty()));
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

    private ObjectNode session(String id, Person person) {
        Instant now = Instant.now();
        return JSON.objectNode()
                .put("object", "session")
                .put("id", id)
                .put("client_id", "client_" + person.name())
                .put("user_id", person.id())
                .put("status", standIn.sessions().revoked(id) ? "revoked" : "active")
                .putNull("actor")
                .put("last_active_at", now.toEpochMilli())
                .put("expire_at", now.plus(SESSION_LIFETIME).toEpochMilli())
                .put("abandon_at", now.plus(SESSION_LIFETIME).toEpochMilli())
                .put("created_at", person.json().path("created_at").asLong())
                .put("updated_at", now.toEpochMilli());
    }

    private Optional<Person> person(String id) {
        return standIn.cast().people().stream()
                .filter(person -> person.id().equals(id))
                .findFirst();
    }

    private Optional<Person> owner(String sessionId) {
        return standIn.sessions().owner(sessionId);
    }

    private Response authorized(Supplier<Response> answer) {
        standIn.requireEnabled();
        String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.startsWith("Bearer sk_")
                ? answer.get()
                : ClerkJson.error(401, "clerk_key_invalid", "The provided Clerk Secret Key is invalid.");
    }

    private static Response missing() {
        return ClerkJson.error(404, "resource_not_found", "not found");
    }
}
