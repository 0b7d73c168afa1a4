package dev.clerkguard.standin;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The metadata of the stand-in as an OAuth authorization server (RFC 8414), below its issuer. */
@PermitAll
@Path("/dev-clerk/.well-known/{document: oauth-authorization-server|openid-configuration}")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class AuthorizationServerResource {
    private final StandIn standIn;

    AuthorizationServerResource(StandIn standIn) {
        this.standIn = standIn;
    }

    @GET
    public Response metadata() {
        return metadata(standIn);
    }

    static Response metadata(StandIn standIn) {
        standIn.requireEnabled();
        String issuer = standIn.config().issuer();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("issuer", issuer)
                .put("authorization_endpoint", issuer + "/oauth/authorize")
                .put("token_endpoint", issuer + "/oauth/token")
                .put("revocation_endpoint", issuer + "/oauth/token/revoke")
                .put("userinfo_endpoint", issuer + "/oauth/userinfo")
                .put("introspection_endpoint", issuer + "/oauth/token_info")
                .put("registration_endpoint", issuer + "/oauth/register")
                .put("jwks_uri", issuer + "/.well-known/jwks.json")
                .put("authorization_response_iss_parameter_supported", true);
        json.putArray("scopes_supported")
                .add("openid")
                .add("profile")
                .add("email")
                .add("offline_access");
        json.putArray("response_types_supported").add("code");
        json.putArray("grant_types_supported").add("authorization_code").add("refresh_token");
        json.putArray("code_challenge_methods_supported").add("S256");
        json.putArray("token_endpoint_auth_methods_supported").add("none").add("client_secret_post");
        return ClerkJson.ok(json);
    }
}
