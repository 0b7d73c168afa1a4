package dev.clerkguard.standin;

import java.util.Optional;
import java.util.Set;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Tokens from one machine to others (Backend API, "M2M Tokens"). */
@PermitAll
@Path("/dev-clerk/v1/m2m_tokens")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class M2mTokenResource {
    private final IssuedCredentials tokens;
    private final MachineTokenIssuer issuer;
    private final BackendRequest request;

    M2mTokenResource(StandIn standIn, BackendRequest request) {
        this.tokens = new IssuedCredentials(standIn, CredentialKind.M2M_TOKEN);
        this.issuer = new MachineTokenIssuer(standIn);
        this.request = request;
    }

    /** With the secret key of the machine that the token stands for. */
    @POST
    public Response create(ObjectNode body) {
        return request.authorizedMachine(machine -> machine.map(
                        sender -> ClerkJson.ok(issuer.m2m(sender, body, BackendRequest.lifetime(body))))
                .orElseGet(() -> ClerkJson.error(
                        401, "machine_secret_key_invalid", "A token is created with the secret key of a machine.")));
    }

    @GET
    public Response list(@QueryParam("subject") Optional<String> subject) {
        return request.authorizedMachine(machine -> {
            Optional<String> id =
                    machine.map(sender -> sender.path("id").asText()).or(() -> subject);
            return BackendRequest.list(
                    tokens
                            .select(token -> id.isEmpty()
                                    || id.get().equals(token.path("subject").asText()))
                            .stream()
                            .map(tokens::json)
                            .toList());
        });
    }

    @POST
    @Path("/{id}/revoke")
    public Response revoke(@PathParam("id") String id, ObjectNode body) {
        return request.authorizedMachine(machine -> tokens.find(id)
                .filter(token -> machine.isEmpty() || machine.get().path("id").equals(token.path("subject")))
                .flatMap(token ->
                        tokens.revoke(id, Optional.ofNullable(body).map(given -> given.path("revocation_reason")
                                .textValue())))
                .map(tokens::json)
                .map(ClerkJson::ok)
                .orElseGet(ClerkJson::missing));
    }

    /** With the secret key of a machine, for tokens that may be sent to it; with the instance's, for all. */
    @POST
    @Path("/verify")
    public Response verify(ObjectNode body) {
        return request.authorizedMachine(machine -> tokens.withSecret(
                        BackendRequest.onlyMember(body, Set.of("token"), CredentialKind.M2M_TOKEN.prefix()))
                .map(tokens::json)
                .filter(token -> machine.isEmpty() || mayTalkTo(token, machine.get()))
                .map(ClerkJson::ok)
                .orElseGet(ClerkJson::missing));
    }

    private static boolean mayTalkTo(ObjectNode token, ObjectNode machine) {
        for (JsonNode scope : token.path("scopes")) {
            if (scope.equals(machine.path("id"))) {
                return true;
            }
        }
        return false;
    }
}
