package dev.clerkguard.api;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/")
public class HelloResource {
    @GET
    @PermitAll
    public String hello() {
        return "Hello World!";
    }
}
