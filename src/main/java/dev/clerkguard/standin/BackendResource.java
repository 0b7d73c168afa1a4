package dev.clerkguard.standin;

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

/** The users and the JWKS of the Backend API, to read (Clerk docs, "Backend API reference"). */
@PermitAll
@Path("/dev-clerk/v1")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class BackendResource {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StandIn standIn;
    private final ResourceRequest request;
    private final HttpHeaders headers;

    BackendResource(StandIn standIn, ResourceRequest request, HttpHeaders headers) {
        this.standIn = standIn;
        this.request = request;
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
            list.addAll(new UserQuery(standIn, uri.getQueryParameters()).page());
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
                        new UserQuery(standIn, uri.getQueryParameters()).all().count())));
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

    /** Of all organisations. */
    @GET
    @Path("/organization_memberships")
    public Response memberships() {
        request.requireSecretKey();
        OrganizationJson json = new OrganizationJson(standIn);
        return request.page(standIn.organizations().memberships().stream()
                .map(json::membership)
                .toList());
    }

    private Response memberships(User user) {
        OrganizationJson json = new OrganizationJson(standIn);
        ArrayNode data = JSON.arrayNode();
        standIn.organizations().membershipsOf(user.id()).forEach(member -> data.add(json.membership(member)));
        return ClerkJson.ok(JSON.objectNode().put("total_count", data.size()).set("data", data));
    }

    private Optional<User> person(String id) {
        return standIn.users().find(id);
    }

    private Response authorized(Supplier<Response> answer) {
        return standIn.authorized(headers, answer);
    }
}
