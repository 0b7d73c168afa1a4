package dev.clerkguard.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** The first requests of clerk-js: the settings of the instance, and the sessions of this browser. */
@PermitAll
@Path("/dev-clerk/v1")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class ClientResource {
    private static final String ENVIRONMENT = "/dev-clerk-environment.json";

    private final StandIn standIn;
    private final FrontendRequest request;

    ClientResource(StandIn standIn, FrontendRequest request) {
        this.standIn = standIn;
        this.request = request;
    }

    @POST
    @Path("/dev_browser")
    public Response devBrowser() {
        standIn.requireEnabled();
        BrowserClient client = standIn.clients().save(BrowserClient.create(BrowserClient.DEV_BROWSER));
        return ClerkJson.ok(JsonNodeFactory.instance
                .objectNode()
                .put("object", "dev_browser")
                .put("id", client.id()));
    }

    @GET
    @Path("/environment")
    public Response environment() {
        standIn.requireEnabled();
        try (InputStream file = ClientResource.class.getResourceAsStream(ENVIRONMENT)) {
            return ClerkJson.ok(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-in cannot read " + ENVIRONMENT, e);
        }
    }

    /** With the origin of the page, which a development instance notes. */
    @PATCH
    @Path("/environment")
    public Response changedEnvironment() {
        return environment();
    }

    @GET
    @Path("/client")
    public Response client() {
        BrowserClient client = request.client();
        return request.read(client, request.json().client(client));
    }

    @PUT
    @Path("/client")
    public Response create() {
        return client();
    }

    /** Ends all sessions of this browser. */
    @DELETE
    @Path("/client")
    public Response delete() {
        BrowserClient client = request.client();
        standIn.sessions().activeIn(client.id()).forEach(session -> standIn.lifecycle()
                .end(session.id(), "removed"));
        BrowserClient empty = standIn.clients().save(client.withoutAttempts());
        return request.changed(empty, request.json().client(empty));
    }
}
