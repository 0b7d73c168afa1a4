package dev.clerkguard.standin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What an access token stands for: the user (OpenID Connect Core, section 5.3), and the token itself (RFC 7662). */
@PermitAll
@Path("/dev-clerk/oauth")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class OAuthUserResource {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StandIn standIn;
    private final OAuthGrants grants;
    private final OAuthApplications applications;

    OAuthUserResource(StandIn standIn) {
        this.standIn = standIn;
        this.grants = new OAuthGrants(standIn);
        this.applications = new OAuthApplications(standIn);
    }

    /** The members that the scopes {@code profile}, {@code email}, {@code public_metadata} … grant. */
    @GET
    @Path("/userinfo")
    public Response user(@HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization) {
        standIn.requireEnabled();
        Optional<ObjectNode> token = authorization
                .filter(header -> header.startsWith(BEARER))
                .flatMap(header -> grants.active(header.substring(BEARER.length())));
        return token.flatMap(known -> standIn.users()
                        .find(known.path("subject").asText())
                        .map(user -> ClerkJson.ok(claims(user, scopes(known)))))
                .orElseGet(() -> Response.fromResponse(
                                ClerkJson.error(401, "oauth_token_invalid", "The access token is not valid."))
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")
                        .build());
    }

    private static ObjectNode claims(User user, Set<String> scopes) {
        ObjectNode claims = JSON.objectNode()
                .put("object", "oauth_user_info")
                .put("instance_id", "ins_dev")
                .put("sub", user.id())
                .put("user_id", user.id());
        JsonNode json = user.json();
        if (scopes.contains("profile")) {
            String name = (json.path("first_name").asText("") + " "
                            + json.path("last_name").asText(""))
                    .trim();
            claims.put("name", name);
            claims.set("given_name", json.path("first_name"));
            claims.set("family_name", json.path("last_name"));
            claims.set("preferred_username", json.path("username"));
            claims.set("picture", json.path("image_url"));
        }
        if (scopes.contains("email")) {
            claims.put("email", user.emailAddresses().stream().findFirst().orElse(null));
            claims.put(
                    "email_verified",
                    "verified"
                            .equals(json.path("email_addresses")
                                    .path(0)
                                    .path("verification")
                                    .path("status")
                                    .asText()));
        }
        for (String metadata : List.of("public_metadata", "private_metadata")) {
            if (scopes.contains(metadata)) {
                claims.set(metadata, json.path(metadata));
            }
        }
        return claims;
    }

    /** The client authenticates itself in the form or with HTTP Basic. */
    @POST
    @Path("/token_info")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response token(@HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization, String body) {
        standIn.requireEnabled();
        Form form = Form.of(body);
        String[] basic = authorization
                .filter(header -> header.startsWith(BASIC))
                .map(header -> decoded(header.substring(BASIC.length())).split(":", 2))
                .filter(parts -> parts.length == 2)
                .orElseGet(() -> new String[] {
                    form.value("client_id").orElse(""),
                    form.value("client_secret").orElse("")
                });
        if (applications
                .authenticated(basic[0], Optional.of(basic[1]).filter(secret -> !secret.isEmpty()))
                .isEmpty()) {
            return ClerkJson.error(401, "invalid_client", "The client is not registered, or its secret is wrong.");
        }
        return ClerkJson.ok(form.value("token")
                .flatMap(grants::active)
                .map(OAuthUserResource::introspection)
                .orElseGet(() -> JSON.objectNode().put("active", false)));
    }

    private static ObjectNode introspection(ObjectNode token) {
        return JSON.objectNode()
                .put("active", true)
                .put("client_id", token.path("client_id").asText())
                .put("sub", token.path("subject").asText())
                .put("scope", String.join(" ", scopes(token)))
                .put("iat", token.path("created_at").asLong())
                .put("exp", token.path("expiration").asLong());
    }

    private static Set<String> scopes(ObjectNode token) {
        Set<String> scopes = new TreeSet<>();
        token.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        return scopes;
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
