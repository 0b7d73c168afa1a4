package dev.clerkguard.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** A request filter of an application, as the Jakarta REST specification describes it: for all resources, not annotated. */
@Provider
public class ApplicationFilter implements ContainerRequestFilter {
    static final String HEADER = "X-Stopped-By-Application-Filter";
    static final int STATUS = 418;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getHeaders().containsKey(HEADER)) {
            request.abortWith(Response.status(STATUS).build());
        }
    }
}
