package dev.clerkguard.standin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.problem.BadRequest;

/** A machine credential with one curl, as {@link TokenResource} gives a session token. */
@PermitAll
@Path("/dev-clerk/credential")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class CredentialResource {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StandIn standIn;

    CredentialResource(StandIn standIn) {
        this.standIn = standIn;
    }

    /**
     * @param type api_key, m2m_token or oauth_token
     * @param user whom an API key or an OAuth access token stands for
     * @param organization whom an API key stands for instead
     * @param machine the name of the machine that an M2M token stands for; it is created where there is none
     * @param jwt whether an M2M or OAuth token is a JWT
     * @param resource the audience of an OAuth access token
     */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String credential(
            @QueryParam("type") Optional<String> type,
            @QueryParam("user") @DefaultValue("ada") String user,
            @QueryParam("organization") Optional<String> organization,
            @QueryParam("machine") @DefaultValue("reports") String machine,
            @QueryParam("scope") List<String> scopes,
            @QueryParam("expired") boolean expired,
            @QueryParam("jwt") boolean jwt,
            @QueryParam("resource") Optional<String> resource) {
        standIn.requireEnabled();
        Optional<Duration> lifetime = expired ? Optional.of(Duration.ofSeconds(-1)) : Optional.empty();
        return switch (type.orElse("")) {
            case "api_key" ->
                apiKey(organization.map(this::organization).orElseGet(() -> user(user)), scopes, lifetime);
            case "m2m_token" -> m2mToken(machine, scopes, lifetime, jwt);
            case "oauth_token" -> oauthToken(user(user), scopes, resource, jwt);
            default -> throw new BadRequest("Say which type: api_key, m2m_token or oauth_token.");
        };
    }

    private String apiKey(String subject, List<String> scopes, Optional<Duration> lifetime) {
        ObjectNode members = JSON.objectNode()
                .put("type", "api_key")
                .put("subject", subject)
                .put("name", "Made by curl")
                .putNull("description")
                .putNull("claims")
                .putNull("created_by");
        scopes.forEach(members.putArray("scopes")::add);
        return IssuedCredentials.secret(
                new IssuedCredentials(standIn, CredentialKind.API_KEY).issue(members, lifetime));
    }

    /** The scopes are the names of the machines that the token may be sent to. */
    private String m2mToken(String name, List<String> receivers, Optional<Duration> lifetime, boolean jwt) {
        Machines machines = new Machines(standIn);
        String sender = machines.named(name).path("id").asText();
        receivers.forEach(receiver ->
                machines.scope(sender, machines.named(receiver).path("id").asText(), true));
        ObjectNode body = JSON.objectNode().put("token_format", jwt ? "jwt" : "opaque");
        return new MachineTokenIssuer(standIn)
                .m2m(machines.find(sender).orElseThrow(), body, lifetime)
                .path("token")
                .asText();
    }

    private String oauthToken(String userId, List<String> scopes, Optional<String> resource, boolean jwt) {
        ArrayNode redirectUris = JSON.arrayNode();
        OAuthApplications applications = new OAuthApplications(standIn);
        String clientId = applications.all().stream()
                .findFirst()
                .orElseGet(() -> applications.create(
                        "Made by curl", redirectUris, OAuthApplications.DEFAULT_SCOPES, true, false))
                .path("client_id")
                .asText();
        String scope = scopes.isEmpty() ? OAuthApplications.DEFAULT_SCOPES : String.join(" ", scopes);
        return new MachineTokenIssuer(standIn).oauth(userId, clientId, scope, resource, !jwt);
    }

    private String user(String which) {
        return standIn.users()
                .named(which)
                .orElseThrow(() -> new BadRequest("There is no user '" + which + "' here."))
                .id();
    }

    private String organization(String which) {
        return standIn.organizations()
                .find(which)
                .orElseThrow(() -> new BadRequest("There is no organization '" + which + "' here."))
                .id();
    }
}
