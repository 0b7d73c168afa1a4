package dev.clerkguard.token;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

import io.smallrye.mutiny.Uni;

/** Another service that wants the caller's token. */
@RegisterRestClient(configKey = "downstream")
@RegisterClientHeaders(CallerToken.class)
@Path("/downstream/{id}")
interface Downstream {
    @GET
    Uni<String> get(@PathParam("id") String id);

    @GET
    String await(@PathParam("id") String id);

    @GET
    String withOwnToken(@HeaderParam("Authorization") String authorization, @PathParam("id") String id);
}
