package dev.clerkguard.user;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.session.Session;

/** Resources as an application has them: the session and the current user, injected in every way. */
@Path("/own-resource")
public class InjectionResource {
    private final CurrentUser currentUser;
    private final JsonWebToken token;

    @Inject
    Session session;

    InjectionResource(CurrentUser currentUser, JsonWebToken token) {
        this.currentUser = currentUser;
        this.token = token;
    }

    @GET
    @Path("/session")
    public String session() {
        return session.userId() + " " + token.getName();
    }

    @GET
    @Path("/blocking")
    public String blocking() {
        return currentUser.await().firstName().orElse("?");
    }

    @GET
    @Path("/reactive")
    public Uni<String> reactive() {
        return currentUser.get().map(user -> user.username().orElse("?"));
    }

    @GET
    @PermitAll
    @Path("/open")
    public String open() {
        return session.userId();
    }
}
