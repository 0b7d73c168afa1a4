package dev.clerkguard.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;

import dev.clerkguard.session.SessionIdentity;
import dev.clerkguard.user.CurrentUser;

/** The caller: from the token alone, or with the user's record at Clerk. */
@Path("/auth")
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource {
    private final CurrentIdentityAssociation identities;
    private final CurrentUser currentUser;

    AuthResource(CurrentIdentityAssociation identities, CurrentUser currentUser) {
        this.identities = identities;
        this.currentUser = currentUser;
    }

    /** The user's record at Clerk. A stale record has the header Age (RFC 9111, section 5.1). */
    @GET
    @Path("/me")
    @NonBlocking
    @PreparedAnswer
    public Uni<byte[]> me(HttpServerResponse response) {
        return currentUser.find(identities.getIdentity(), known -> {
            PreparedAnswers.forbidCaching(response);
            known.stale().ifPresent(age -> response.putHeader("Age", String.valueOf(age.toSeconds()))
                    .putHeader("Warning", "110 - \"Response is Stale\""));
            return known.json();
        });
    }

    /** The content of the session token, with the names of Clerk's auth object. No look-up. */
    @GET
    @Path("/session")
    @NonBlocking
    @PreparedAnswer
    public byte[] session(HttpServerResponse response) {
        byte[] json = SessionIdentity.json(identities.getIdentity());
        PreparedAnswers.forbidCaching(response);
        return json;
    }
}
