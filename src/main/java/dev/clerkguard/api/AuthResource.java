package dev.clerkguard.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.common.annotation.NonBlocking;

import dev.clerkguard.session.SessionIdentity;

/** Who is calling: from the token alone, or with the user's record at Clerk. */
@Path("/auth")
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource {
    private final CurrentIdentityAssociation identities;

    AuthResource(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /** What the session token says, with the names of Clerk's auth object. No look-up. */
    @GET
    @Path("/session")
    @NonBlocking
    public Response session() {
        return Response.ok(SessionIdentity.json(identities.getIdentity()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
