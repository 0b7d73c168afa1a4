package dev.clerkguard.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;

import dev.clerkguard.guard.AcceptsParameter;

/** Tells an ingress whether a request may pass: nginx auth_request, Traefik ForwardAuth, Envoy ext_authz, Caddy. */
@Path("/auth/verify")
public class ForwardAuthResource {
    private final CurrentIdentityAssociation identities;

    ForwardAuthResource(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /**
     * 204, or 200 where the proxy asks for it, with the caller in headers when the credential is of an accepted kind and
     * satisfies all requirements.
     */
    @GET
    @NonBlocking
    @PreparedVerification
    @AcceptsParameter(Verification.ACCEPTS)
    public Response verify(HttpServerRequest request) {
        Verification verification = Verification.of(request, identities.getIdentity());
        ResponseBuilder response = Response.status(verification.status()).header(HttpHeaders.CACHE_CONTROL, "no-store");
        verification.caller().forEach((name, value) -> response.header(name.toString(), value));
        return response.build();
    }
}
