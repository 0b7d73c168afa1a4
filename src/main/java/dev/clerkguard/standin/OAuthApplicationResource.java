package dev.clerkguard.standin;

import java.util.Set;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** OAuth applications, and the verification of their access tokens (Backend API, "OAuth Applications"). */
@PermitAll
@Path("/dev-clerk/v1/oauth_applications")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class OAuthApplicationResource {
    private static final Set<String> CHANGEABLE = Set.of("name", "redirect_uris", "scopes", "public");

    private final OAuthApplications applications;
    private final IssuedCredentials tokens;
    private final OAuthGrants grants;
    private final BackendRequest request;

    OAuthApplicationResource(StandIn standIn, BackendRequest request) {
        this.applications = new OAuthApplications(standIn);
        this.tokens = new IssuedCredentials(standIn, CredentialKind.OAUTH_TOKEN);
        this.grants = new OAuthGrants(standIn);
        this.request = request;
    }

    /** Its answer and that of {@link #rotateSecret} are the only ones with the client secret. */
    @POST
    public Response create(ObjectNode body) {
        return request.authorized(() -> {
            ObjectNode application = applications.create(
                    BackendRequest.required(body, "name"),
                    BackendRequest.array(body, "redirect_uris"),
                    body.path("scopes").asText(OAuthApplications.DEFAULT_SCOPES),
                    body.path("public").asBoolean(),
                    false);
            return withSecret(application);
        });
    }

    private static Response withSecret(ObjectNode application) {
        ObjectNode json = OAuthApplications.json(application);
        OAuthApplications.secret(application).ifPresent(secret -> json.put("client_secret", secret));
        return ClerkJson.ok(json);
    }

    @GET
    public Response list() {
        return request.authorized(() -> BackendRequest.list(
                applications.all().stream().map(OAuthApplications::json).toList()));
    }

    @GET
    @Path("/{id}")
    public Response read(@PathParam("id") String id) {
        return request.found(() -> applications.find(id), OAuthApplications::json);
    }

    @PATCH
    @Path("/{id}")
    public Response update(@PathParam("id") String id, ObjectNode body) {
        return request.found(
                () -> applications.update(id, body.deepCopy().retain(CHANGEABLE)), OAuthApplications::json);
    }

    @POST
    @Path("/{id}/rotate_secret")
    public Response rotateSecret(@PathParam("id") String id) {
        return request.authorized(() -> applications
                .rotate(id)
                .map(OAuthApplicationResource::withSecret)
                .orElseGet(ClerkJson::missing));
    }

    /** The access token and the refresh token of a grant, by either of them. */
    @POST
    @Path("/{id}/revoke_token")
    public Response revokeToken(@PathParam("id") String id, ObjectNode body) {
        return request.authorized(() -> {
            String token = BackendRequest.required(body, "token");
            if (applications.find(id).isEmpty() || !grants.revoke(id, token)) {
                return ClerkJson.missing();
            }
            return Response.noContent().build();
        });
    }

    @DELETE
    @Path("/{id}")
    public Response delete(@PathParam("id") String id) {
        return request.removed(() -> applications.remove(id), "oauth_application", id);
    }

    /** A revoked or expired token is found as well: the answer says so. */
    @POST
    @Path("/access_tokens/verify")
    public Response verify(ObjectNode body) {
        return request.found(
                () -> tokens.withSecret(BackendRequest.onlyMember(
                        body, Set.of("access_token", "secret"), CredentialKind.OAUTH_TOKEN.prefix())),
                tokens::json);
    }
}
