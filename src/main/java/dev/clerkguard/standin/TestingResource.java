package dev.clerkguard.standin;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Testing tokens, which end-to-end tests ask for (Clerk docs, "Testing", Testing Tokens). */
@PermitAll
@Path("/dev-clerk/v1")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class TestingResource {
    private static final long TESTING_TOKEN_SECONDS = 3600;
    private static final long MILLIS = 1000;

    private final StandIn standIn;
    private final HttpHeaders headers;

    TestingResource(StandIn standIn, HttpHeaders headers) {
        this.standIn = standIn;
        this.headers = headers;
    }

    /** Switches off the bot protection, which the stand-in does not have. */
    @POST
    @Path("/testing_tokens")
    public Response testingToken() {
        return standIn.authorized(
                headers,
                () -> ClerkJson.ok(JsonNodeFactory.instance
                        .objectNode()
                        .put("object", "testing_token")
                        .put("id", Ids.create("ttk_"))
                        .put("token", Ids.create(""))
                        .put("expires_at", System.currentTimeMillis() / MILLIS + TESTING_TOKEN_SECONDS)));
    }
}
