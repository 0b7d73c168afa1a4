package dev.clerkguard.standin;

import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The token endpoint (RFC 6749, section 3.2), revocation (RFC 7009) and dynamic client registration (RFC 7591). */
@PermitAll
@Path("/dev-clerk/oauth")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class OAuthTokenResource {
    /** The kind of {@link StandIn#resources} that holds codes. */
    static final String CODES = "authorization_code";

    /** The kind of {@link StandIn#resources} that holds refresh tokens. */
    static final String REFRESH_TOKENS = "refresh_token";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StandIn standIn;
    private final OAuthApplications applications;

    OAuthTokenResource(StandIn standIn) {
        this.standIn = standIn;
        this.applications = new OAuthApplications(standIn);
    }

    @POST
    @Path("/register")
    public Response register(ObjectNode body) {
        standIn.requireEnabled();
        if (body == null || !(body.path("redirect_uris") instanceof ArrayNode uris) || uris.isEmpty()) {
            return error("invalid_redirect_uri", "redirect_uris is required.");
        }
        String method = body.path("token_endpoint_auth_method").asText("none");
        ObjectNode application = applications.create(
                body.path("client_name").asText("Unnamed client"),
                uris,
                body.path("scope").asText(OAuthApplications.DEFAULT_SCOPES),
                method.equals("none"),
                true);
        ObjectNode registered = body.deepCopy()
                .put("client_id", application.path("client_id").asText())
                .put("client_id_issued_at", application.path("created_at").asLong() / 1000)
                .put("token_endpoint_auth_method", method)
                .put("scope", application.path("scopes").asText());
        OAuthApplications.secret(application)
                .ifPresent(secret -> registered.put("client_secret", secret).put("client_secret_expires_at", 0));
        return answer(201, registered);
    }

    @POST
    @Path("/token")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response token(String body) {
        standIn.requireEnabled();
        Form form = Form.of(body);
        String clientId = form.value("client_id").orElse("");
        if (applications.authenticated(clientId, form.value("client_secret")).isEmpty()) {
            return error("invalid_client", "The client is not registered, or its secret is wrong.");
        }
        return switch (form.value("grant_type").orElse("")) {
            case "authorization_code" -> exchange(form, clientId);
            case "refresh_token" -> refresh(form, clientId);
            default -> error("unsupported_grant_type", "authorization_code and refresh_token are supported.");
        };
    }

    private Response exchange(Form form, String clientId) {
        // A code can be used once, also when that use fails.
        return form.value("code")
                .flatMap(code -> standIn.resources(CODES).remove(code))
                .map(AuthorizationCode::of)
                .filter(code -> code.isFor(
                        clientId,
                        form.value("redirect_uri").orElse(""),
                        form.value("code_verifier").orElse("")))
                .map(this::tokens)
                .orElseGet(() -> error("invalid_grant", "The code is not valid, or the verifier is wrong."));
    }

    /** A refresh token is for one use as well: each answer brings the next (RFC 9700, section 4.14). */
    private Response refresh(Form form, String clientId) {
        return form.value("refresh_token")
                .flatMap(token -> standIn.resources(REFRESH_TOKENS).remove(token))
                .map(AuthorizationCode::of)
                .filter(granted -> granted.clientId().equals(clientId))
                .map(this::tokens)
                .orElseGet(() -> error("invalid_grant", "The refresh token is not valid."));
    }

    private Response tokens(AuthorizationCode granted) {
        String accessToken = new MachineTokenIssuer(standIn)
                .oauth(
                        granted.userId(),
                        granted.clientId(),
                        granted.scope(),
                        granted.resource(),
                        standIn.config().opaqueOauthTokens());
        ObjectNode json = JSON.objectNode()
                .put("access_token", accessToken)
                .put("token_type", "Bearer")
                .put("expires_in", MachineTokenIssuer.ACCESS_TOKEN_LIFETIME.toSeconds())
                .put("scope", granted.scope());
        if (List.of(granted.scope().split(" ")).contains("offline_access")) {
            String refreshToken = Ids.create("rt_");
            standIn.resources(REFRESH_TOKENS).put(granted.json().put("id", refreshToken));
            json.put("refresh_token", refreshToken);
        }
        return answer(200, json);
    }

    /** An opaque access token is revoked at once. A JWT stays valid until it expires. */
    @POST
    @Path("/token/revoke")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response revoke(String body) {
        standIn.requireEnabled();
        IssuedCredentials tokens = new IssuedCredentials(standIn, CredentialKind.OAUTH_TOKEN);
        Form.of(body).value("token").ifPresent(token -> {
            standIn.resources(REFRESH_TOKENS).remove(token);
            tokens.withSecret(token)
                    .ifPresent(issued -> tokens.revoke(issued.path("id").asText(), Optional.empty()));
        });
        return answer(200, JSON.objectNode());
    }

    private static Response error(String code, String description) {
        return answer(400, JSON.objectNode().put("error", code).put("error_description", description));
    }

    private static Response answer(int status, JsonNode json) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(json.toString())
                .build();
    }
}
