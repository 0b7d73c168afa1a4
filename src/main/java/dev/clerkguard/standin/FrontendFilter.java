package dev.clerkguard.standin;

import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

import dev.clerkguard.problem.Problem;

/**
 * The transport of the Frontend API: {@code _method} in the query, and answers that a page of another origin may read
 * with its cookies. Who may call at all is in {@link LocalAccessFilter}.
 */
@Provider
@PreMatching
@NonBlocking
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
public class FrontendFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String PATH = "/dev-clerk";
    private static final String ALLOW_ORIGIN = "access-control-allow-origin";
    private static final Pattern UNVERSIONED =
            Pattern.compile("/dev-clerk/(api_keys|m2m_tokens|machines|oauth_applications)(/.*)?");
    /** A path or a method that the stand-in does not have. */
    private static final Set<Integer> MISSING = Set.of(404, 405);

    private static final Annotation[] NO_ANNOTATIONS = {};
    private static final Set<String> OVERRIDES = Set.of("PATCH", "PUT", "DELETE");

    /** Looked up on the first request: this filter is made before the configuration is known. */
    private final Instance<StandIn> standIn;

    FrontendFilter(Instance<StandIn> standIn) {
        this.standIn = standIn;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!isForUs(vertx(request))) {
            return;
        }
        withVersion(request);
        String method = request.getUriInfo().getQueryParameters().getFirst("_method");
        if (method != null && request.getMethod().equals("POST") && OVERRIDES.contains(method)) {
            request.setMethod(method);
        }
    }

    /** Clerk's SDKs call the endpoints of machine credentials without the version. */
    private static void withVersion(ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        if (UNVERSIONED.matcher(uri.getRawPath()).matches()) {
            request.setRequestUri(UriBuilder.fromUri(uri)
                    .replacePath("/dev-clerk/v1" + uri.getRawPath().substring(PATH.length()))
                    .build());
        }
    }

    /**
     * Lets a page that Quarkus' CORS filter accepts read the answer with its cookies. What the stand-in does not have is
     * a 404 in Clerk's form.
     */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        HttpServerRequest vertx = vertx(request);
        if (!isForUs(vertx)) {
            return;
        }
        MultiMap headers = vertx.response().headers();
        if (headers.contains(ALLOW_ORIGIN)) {
            headers.set("access-control-allow-credentials", "true");
            headers.set("access-control-expose-headers", "Clerk-Db-Jwt, Authorization");
        }
        if (MISSING.contains(response.getStatus())
                && Problem.MEDIA_TYPE.equals(response.getHeaderString("Content-Type"))) {
            Response missing = ClerkJson.missing();
            response.setStatus(missing.getStatus());
            response.setEntity(missing.getEntity(), NO_ANNOTATIONS, missing.getMediaType());
        }
        // A request that was answered on the event loop has changed nothing, and a file must not be written there.
        if (!Context.isOnEventLoopThread()) {
            standIn.get().keepInFile();
        }
    }

    /** The request URI of JAX-RS cannot be made for a request without a Host header. */
    private static boolean isForUs(HttpServerRequest request) {
        String path = request.path();
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    /** Of Quarkus REST itself: the bean CurrentVertxRequest was once found empty here, after a blocking method. */
    private static HttpServerRequest vertx(ContainerRequestContext request) {
        ResteasyReactiveContainerRequestContext ofQuarkus = (ResteasyReactiveContainerRequestContext) request;
        return ((ResteasyReactiveRequestContext) ofQuarkus.getServerRequestContext()).unwrap(HttpServerRequest.class);
    }
}
