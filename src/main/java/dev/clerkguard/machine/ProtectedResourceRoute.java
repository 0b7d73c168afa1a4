package dev.clerkguard.machine;

import java.nio.charset.StandardCharsets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.http.PublicRoutes;
import dev.clerkguard.problem.Problem;

/**
 * Serves the metadata of the protected resource to every client, and to pages of every origin. It stands before the CORS
 * filter, which knows the origins of the application only. Without a protected resource there is no route.
 */
@ApplicationScoped
class ProtectedResourceRoute {
    private static final int BEFORE_CORS = -400;
    private static final String METHODS = "GET, HEAD, OPTIONS";

    private final ProtectedResource resource;

    ProtectedResourceRoute(ProtectedResource resource) {
        this.resource = resource;
    }

    void register(@Observes Router router) {
        resource.metadataPath().ifPresent(path -> {
            Buffer metadata = Buffer.buffer(resource.metadata().getBytes(StandardCharsets.UTF_8));
            PublicRoutes.mark(router.route(path).order(BEFORE_CORS).handler(routing -> {
                // Vert.x would take a path with one more slash as well; that is another resource.
                if (routing.request().path().equals(path)) {
                    answer(routing, metadata);
                } else {
                    routing.next();
                }
            }));
        });
    }

    private static void answer(RoutingContext routing, Buffer metadata) {
        HttpMethod method = routing.request().method();
        HttpServerResponse response = routing.response().putHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            response.putHeader(HttpHeaderNames.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaderNames.CACHE_CONTROL, "public, max-age=300")
                    .end(metadata);
        } else if (method == HttpMethod.OPTIONS) {
            response.setStatusCode(204)
                    .putHeader(HttpHeaderNames.ALLOW, METHODS)
                    .putHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                    // MCP clients send a header with the version of the protocol.
                    .putHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "*")
                    .putHeader(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, "3600")
                    .end();
        } else {
            Problem problem = Problem.ofStatus(405, "The metadata can be read only.");
            response.setStatusCode(problem.status())
                    .putHeader(HttpHeaderNames.ALLOW, METHODS)
                    .putHeader(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(problem.toJson());
        }
    }
}
