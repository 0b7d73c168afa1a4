package dev.clerkguard.standin;

import java.util.Locale;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import dev.clerkguard.problem.BadRequest;

/** Controls for tests: reset, older factors, and pictures that need no network. */
@PermitAll
@Path("/dev-clerk")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class ControlResource {
    private static final int FULL_CIRCLE = 360;

    private final StandIn standIn;

    ControlResource(StandIn standIn) {
        this.standIn = standIn;
    }

    /** Restores the users and organisations of the file; all sessions end. */
    @POST
    @Path("/reset")
    public void reset() {
        standIn.requireEnabled();
        standIn.reset();
    }

    /** Makes the factors of a user's sessions older, so that a reverification is due. */
    @POST
    @Path("/age")
    public void age(@QueryParam("user") String user, @QueryParam("minutes") Optional<String> minutes) {
        standIn.requireEnabled();
        User person = standIn.users()
                .named(user == null ? "" : user)
                .orElseThrow(() -> new BadRequest("Name a user of the stand-in, for example user=ada."));
        long older = minutes.filter(text -> text.matches("\\d{1,6}"))
                .map(Long::parseLong)
                .orElseThrow(() -> new BadRequest("Say how many minutes, for example minutes=15."));
        standIn.sessions().of(person).forEach(session -> standIn.sessions()
                .change(session.id(), known -> known.aged(older)));
    }

    /** An initial on a colour that depends on the name. */
    @GET
    @Path("/img/{name}")
    @Produces("image/svg+xml")
    public Response picture(@PathParam("name") String name) {
        standIn.requireEnabled();
        String initial = name.substring(0, 1).toUpperCase(Locale.ROOT);
        if (!Character.isLetterOrDigit(initial.charAt(0))) {
            throw ClerkException.notFound();
        }
        String svg = """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">\
                <rect width="64" height="64" fill="hsl(%d 45%% 42%%)"/>\
                <text x="32" y="33" font-family="system-ui, sans-serif" font-size="28" font-weight="600" fill="#fff" \
                text-anchor="middle" dominant-baseline="central">%s</text></svg>""".formatted(Math.floorMod(name.hashCode(), FULL_CIRCLE), initial);
        return Response.ok(svg).header("Cache-Control", "max-age=3600").build();
    }
}
