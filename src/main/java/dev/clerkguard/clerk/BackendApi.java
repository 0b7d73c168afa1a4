package dev.clerkguard.clerk;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;

/** The calls of Clerk's Backend API that this service makes (Clerk docs, "Backend API reference"). */
@RegisterRestClient(configKey = "clerk")
@Path("/v1")
@RegisterClientHeaders(BackendHeaders.class)
public interface BackendApi {
    @GET
    @Path("/users/{id}")
    Uni<RestResponse<byte[]>> user(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") String id);

    @GET
    @Path("/sessions")
    Uni<RestResponse<byte[]>> sessions(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @QueryParam("user_id") String userId,
            @QueryParam("status") String status,
            @QueryParam("limit") int limit);

    @POST
    @Path("/api_keys/verify")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> verifyApiKey(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, byte[] json);

    @POST
    @Path("/m2m_tokens/verify")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> verifyM2mToken(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, byte[] json);

    @POST
    @Path("/oauth_applications/access_tokens/verify")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> verifyOAuthToken(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, byte[] json);

    @POST
    @Path("/sessions/{id}/revoke")
    Uni<RestResponse<byte[]>> revoke(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") String id);
}
