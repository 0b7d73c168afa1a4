package dev.clerkguard.standin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.RestStreamElementType;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Multi;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The page of the stand-in: its files, and the events that it shows. */
@PermitAll
@Path("/dev-clerk")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class PlaygroundResource {
    private static final String FOLDER = "playground/";
    private static final String PAGE = "index.html";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "json", "application/json");
    /** The page loads its own files and calls this service, and nothing else. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final StandIn standIn;
    private final EventLog log;
    private final CurrentVertxRequest vertx;

    PlaygroundResource(StandIn standIn, EventLog log, CurrentVertxRequest vertx) {
        this.standIn = standIn;
        this.log = log;
        this.vertx = vertx;
    }

    @GET
    public Response page() throws IOException {
        return file(PAGE);
    }

    @GET
    @Path("/playground/{file:[a-z]+\\.(?:css|js|json)}")
    public Response file(@PathParam("file") String name) throws IOException {
        standIn.requireEnabled();
        try (InputStream content =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(FOLDER + name)) {
            if (content == null) {
                throw new NotFoundException();
            }
            // In place of the policy that every answer has: two policies would both hold.
            vertx.getCurrent().response().headers().set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            return Response.ok(content.readAllBytes(), TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                    .header("Cache-Control", "no-cache")
                    .build();
        }
    }

    @GET
    @Path("/playground/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<ObjectNode> events() {
        standIn.requireEnabled();
        return log.events();
    }
}
