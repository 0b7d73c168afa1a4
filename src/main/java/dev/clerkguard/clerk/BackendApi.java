package dev.clerkguard.clerk;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;

/** The calls of Clerk's Backend API that this service makes (Clerk docs, "Backend API reference"). */
@RegisterRestClient(configKey = "clerk")
@Path("/v1")
interface BackendApi {
    @GET
    @Path("/users/{id}")
    Uni<RestResponse<byte[]>> user(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam("Clerk-API-Version") String version,
            @PathParam("id") String id);

    @GET
    @Path("/sessions")
    Uni<RestResponse<byte[]>> sessions(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam("Clerk-API-Version") String version,
            @QueryParam("user_id") String userId,
            @QueryParam("status") String status,
            @QueryParam("limit") int limit);

    @POST
    @Path("/sessions/{id}/revoke")
    Uni<RestResponse<byte[]>> revoke(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam("Clerk-API-Version") String version,
            @PathParam("id") String id);
}
