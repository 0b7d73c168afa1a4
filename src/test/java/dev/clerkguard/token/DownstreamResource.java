package dev.clerkguard.token;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.rest.client.inject.RestClient;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;

import dev.clerkguard.guard.Accepts;

/** Resources that call {@link Downstream}. */
@Path("/other-downstream/{id}")
public class DownstreamResource {
    private final Downstream downstream;

    DownstreamResource(@RestClient Downstream downstream) {
        this.downstream = downstream;
    }

    @GET
    @Path("/reactive")
    @NonBlocking
    public Uni<String> reactive(@PathParam("id") String id) {
        return downstream.get(id);
    }

    @GET
    @Path("/blocking")
    public String blocking(@PathParam("id") String id) {
        return downstream.await(id);
    }

    @GET
    @Path("/own-token")
    public String ownToken(@PathParam("id") String id) {
        return downstream.withOwnToken("Bearer own", id);
    }

    @GET
    @Path("/public")
    @PermitAll
    public String open(@PathParam("id") String id) {
        return downstream.await(id);
    }

    @GET
    @Path("/machine")
    @Accepts(TokenType.API_KEY)
    public String machine(@PathParam("id") String id) {
        return downstream.await(id);
    }
}
