package dev.clerkguard.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerResponse;

import dev.clerkguard.guard.Accepts;
import dev.clerkguard.machine.MachineIdentity;
import dev.clerkguard.token.TokenType;

/**
 * The caller, with a credential of any kind. A class of its own: the methods of a class with a security annotation are
 * intercepted, and those of {@link AuthResource} need not be.
 */
@Path("/auth/whoami")
@Produces(MediaType.APPLICATION_JSON)
@Accepts({TokenType.SESSION_TOKEN, TokenType.API_KEY, TokenType.M2M_TOKEN, TokenType.OAUTH_TOKEN})
public class WhoamiResource {
    private final CurrentIdentityAssociation identities;

    WhoamiResource(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /** The content of the credential, with the names of Clerk's auth object. No look-up of the user. */
    @GET
    @NonBlocking
    public byte[] whoami(HttpServerResponse response) {
        byte[] json = MachineIdentity.json(identities.getIdentity());
        PreparedAnswers.forbidCaching(response);
        return json;
    }
}
