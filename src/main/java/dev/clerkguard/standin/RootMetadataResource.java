package dev.clerkguard.standin;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;

/** The same metadata between the host and the path of the issuer, where RFC 8414, section 3.1, has it. */
@PermitAll
@Path("/.well-known/{document: oauth-authorization-server|openid-configuration}/dev-clerk")
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class RootMetadataResource {
    private final StandIn standIn;

    RootMetadataResource(StandIn standIn) {
        this.standIn = standIn;
    }

    @GET
    public Response metadata() {
        return AuthorizationServerResource.metadata(standIn);
    }
}
