package dev.clerkguard.clerk;

import java.util.List;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;

/**
 * The calls of Clerk's Backend API that resources make through {@code dev.clerkguard.client.Clerk} (Clerk docs, "Backend API
 * reference"). A parameter that is null, and an empty list, is not sent.
 */
@RegisterRestClient(configKey = "clerk")
@RegisterClientHeaders(BackendHeaders.class)
@Path("/v1")
public interface ResourceApi {
    @GET
    @Path("/users/{id}")
    Uni<RestResponse<byte[]>> user(@PathParam("id") String id);

    @GET
    @Path("/users")
    Uni<RestResponse<byte[]>> users(
            @QueryParam("email_address") List<String> emailAddress,
            @QueryParam("external_id") List<String> externalId,
            @QueryParam("user_id") List<String> userId,
            @QueryParam("organization_id") List<String> organizationId,
            @QueryParam("query") String query,
            @QueryParam("limit") int limit,
            @QueryParam("offset") int offset);

    @PATCH
    @Path("/users/{id}/metadata")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> mergeUserMetadata(@PathParam("id") String id, byte[] json);

    @POST
    @Path("/users/{id}/ban")
    Uni<RestResponse<byte[]>> ban(@PathParam("id") String id);

    @POST
    @Path("/users/{id}/unban")
    Uni<RestResponse<byte[]>> unban(@PathParam("id") String id);

    @GET
    @Path("/users/{id}/organization_memberships")
    Uni<RestResponse<byte[]>> membershipsOfUser(
            @PathParam("id") String id, @QueryParam("limit") int limit, @QueryParam("offset") int offset);

    @GET
    @Path("/organizations")
    Uni<RestResponse<byte[]>> organizations(
            @QueryParam("query") String query, @QueryParam("limit") int limit, @QueryParam("offset") int offset);

    @GET
    @Path("/organizations/{id}")
    Uni<RestResponse<byte[]>> organization(@PathParam("id") String id);

    @POST
    @Path("/organizations")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> createOrganization(byte[] json);

    @PATCH
    @Path("/organizations/{id}/metadata")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> mergeOrganizationMetadata(@PathParam("id") String id, byte[] json);

    @DELETE
    @Path("/organizations/{id}")
    Uni<RestResponse<byte[]>> deleteOrganization(@PathParam("id") String id);

    @GET
    @Path("/organizations/{id}/memberships")
    Uni<RestResponse<byte[]>> membershipsOfOrganization(
            @PathParam("id") String id, @QueryParam("limit") int limit, @QueryParam("offset") int offset);

    @POST
    @Path("/organizations/{id}/memberships")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> createMembership(@PathParam("id") String id, byte[] json);

    @PATCH
    @Path("/organizations/{id}/memberships/{user}")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> updateMembership(@PathParam("id") String id, @PathParam("user") String user, byte[] json);

    @DELETE
    @Path("/organizations/{id}/memberships/{user}")
    Uni<RestResponse<byte[]>> deleteMembership(@PathParam("id") String id, @PathParam("user") String user);

    @GET
    @Path("/sessions")
    Uni<RestResponse<byte[]>> sessions(
            @QueryParam("user_id") String userId,
            @QueryParam("status") String status,
            @QueryParam("limit") int limit,
            @QueryParam("offset") int offset);

    @GET
    @Path("/sessions/{id}")
    Uni<RestResponse<byte[]>> session(@PathParam("id") String id);

    @POST
    @Path("/sessions/{id}/revoke")
    Uni<RestResponse<byte[]>> revokeSession(@PathParam("id") String id);

    @GET
    @Path("/invitations")
    Uni<RestResponse<byte[]>> invitations(
            @QueryParam("status") String status, @QueryParam("limit") int limit, @QueryParam("offset") int offset);

    @POST
    @Path("/invitations")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> createInvitation(byte[] json);

    @POST
    @Path("/invitations/{id}/revoke")
    Uni<RestResponse<byte[]>> revokeInvitation(@PathParam("id") String id);

    @GET
    @Path("/organizations/{id}/invitations")
    Uni<RestResponse<byte[]>> invitationsOfOrganization(
            @PathParam("id") String id,
            @QueryParam("status") String status,
            @QueryParam("limit") int limit,
            @QueryParam("offset") int offset);

    @POST
    @Path("/organizations/{id}/invitations")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> createInvitationOfOrganization(@PathParam("id") String id, byte[] json);

    @POST
    @Path("/organizations/{id}/invitations/{invitation}/revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<byte[]>> revokeInvitationOfOrganization(
            @PathParam("id") String id, @PathParam("invitation") String invitation, byte[] json);
}
