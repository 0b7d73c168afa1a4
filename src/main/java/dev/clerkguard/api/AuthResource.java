package dev.clerkguard.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.ResponseHeader;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;

import dev.clerkguard.clerk.CurrentUser;
import dev.clerkguard.session.SessionIdentity;

/** Who is calling: from the token alone, or with the user's record at Clerk. */
@Path("/auth")
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource {
    private final CurrentIdentityAssociation identities;
    private final CurrentUser currentUser;

    AuthResource(CurrentIdentityAssociation identities, CurrentUser currentUser) {
        this.identities = identities;
        this.currentUser = currentUser;
    }

    /** The user's record at Clerk. An answer that is older than it should be says so (RFC 9111, section 5.1). */
    @GET
    @Path("/me")
    @NonBlocking
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    public Uni<byte[]> me(HttpServerResponse response) {
        return currentUser.find(identities.getIdentity(), known -> {
            known.stale().ifPresent(age -> response.putHeader("Age", String.valueOf(age.toSeconds()))
                    .putHeader("Warning", "110 - \"Response is Stale\""));
            return known.json();
        });
    }

    /** What the session token says, with the names of Clerk's auth object. No look-up. */
    @GET
    @Path("/session")
    @NonBlocking
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    public byte[] session() {
        return SessionIdentity.json(identities.getIdentity());
    }
}
