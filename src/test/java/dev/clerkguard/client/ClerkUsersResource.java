package dev.clerkguard.client;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.user.User;

/** A resource that asks Clerk for users other than the caller. */
@Path("/other-users/{id}")
public class ClerkUsersResource {
    private final Clerk clerk;

    ClerkUsersResource(Clerk clerk) {
        this.clerk = clerk;
    }

    @GET
    public Uni<String> get(@PathParam("id") String id) {
        return clerk.users().get(id).map(user -> user.flatMap(User::firstName).orElseThrow(NotFoundException::new));
    }

    @POST
    @Path("/ban")
    public String ban(@PathParam("id") String id) {
        return clerk.users().ban(id).await().indefinitely().id();
    }
}
