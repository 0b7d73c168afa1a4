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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** API keys of users and organizations (Backend API, "API Keys"). */
@PermitAll
@Path("/dev-clerk/v1/api_keys")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class ApiKeyResource {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> CHANGEABLE = Set.of("subject", "description", "claims", "scopes");

    private final IssuedCredentials keys;
    private final BackendRequest request;

    ApiKeyResource(StandIn standIn, BackendRequest request) {
        this.keys = new IssuedCredentials(standIn, CredentialKind.API_KEY);
        this.request = request;
    }

    /** The only answer with the secret, apart from that of {@link #secret}. */
    @POST
    public Response create(ObjectNode body) {
        return request.authorized(() -> {
            ObjectNode issued = keys.issue(members(body), BackendRequest.lifetime(body));
            return ClerkJson.ok(keys.json(issued).put("secret", IssuedCredentials.secret(issued)));
        });
    }

    private static ObjectNode members(ObjectNode body) {
        ObjectNode members = JSON.objectNode()
                .put("type", "api_key")
                .put("subject", BackendRequest.required(body, "subject"))
                .put("name", BackendRequest.required(body, "name"));
        members.set("description", BackendRequest.member(body, "description", JSON.nullNode()));
        members.set("claims", BackendRequest.member(body, "claims", JSON.nullNode()));
        members.set("scopes", BackendRequest.member(body, "scopes", JSON.arrayNode()));
        members.set("created_by", BackendRequest.member(body, "created_by", JSON.nullNode()));
        return members;
    }

    @GET
    public Response list(@QueryParam("subject") String subject, @QueryParam("include_invalid") boolean all) {
        return request.authorized(() -> {
            if (subject == null) {
                throw new ClerkException(422, "form_param_missing", "subject is required.", "subject");
            }
            return BackendRequest.list(
                    keys.select(key -> key.path("subject").asText().equals(subject)).stream()
                            .map(keys::json)
                            .filter(key -> all
                                    || !key.path("revoked").asBoolean()
                                            && !key.path("expired").asBoolean())
                            .toList());
        });
    }

    @GET
    @Path("/{id}")
    public Response read(@PathParam("id") String id) {
        return answer(() -> keys.find(id));
    }

    @GET
    @Path("/{id}/secret")
    public Response secret(@PathParam("id") String id) {
        return request.authorized(() -> keys.find(id)
                .map(key -> ClerkJson.ok(
                        JSON.objectNode().put("object", "api_key_secret").put("secret", IssuedCredentials.secret(key))))
                .orElseGet(ClerkJson::missing));
    }

    @PATCH
    @Path("/{id}")
    public Response update(@PathParam("id") String id, ObjectNode body) {
        return answer(() -> keys.update(id, body.deepCopy().retain(CHANGEABLE)));
    }

    @DELETE
    @Path("/{id}")
    public Response delete(@PathParam("id") String id) {
        return request.removed(() -> keys.remove(id), "api_key", id);
    }

    @POST
    @Path("/{id}/revoke")
    public Response revoke(@PathParam("id") String id, ObjectNode body) {
        return answer(() -> keys.revoke(id, Optional.ofNullable(body).map(given -> given.path("revocation_reason")
                .textValue())));
    }

    /** A revoked or expired key is found as well: the answer says so. */
    @POST
    @Path("/verify")
    public Response verify(ObjectNode body) {
        return answer(() ->
                keys.withSecret(BackendRequest.onlyMember(body, Set.of("secret"), CredentialKind.API_KEY.prefix())));
    }

    private Response answer(Supplier<Optional<ObjectNode>> key) {
        return request.found(key, keys::json);
    }
}
