package dev.clerkguard.http;

import java.util.List;
import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.problem.BadRequest;

/**
 * Treats every method at the forward-auth address as GET, because Envoy asks with the method of its client. A preflight
 * needs a session as well: its answer would let the preflight pass to the service behind. A body is ignored.
 *
 * <p>A proxy can append the path of its client to the address. Where the address does not end in {@code original=}, the
 * client could choose the parameters, or lead the question to a public resource such as {@code GET /}. Both are refused.
 */
class ForwardAuthMethodFilter {
    /** As Quarkus REST finds the resource, with matrix parameters and a slash at the end. */
    private static final Pattern ADDRESS = Pattern.compile("/+auth(;[^/]*)?/+verify(;[^/]*)?/*");

    private static final String EXACT = "/auth/verify";
    private static final String BELOW = EXACT + "/";
    private static final String APPENDED =
            "The address of a proxy that appends the path of its client has to end in original=.";
    /** Before Quarkus' CORS filter, which answers preflights. */
    private static final int BEFORE_CORS = 310;

    private static final List<CharSequence> PREFLIGHT =
            List.of(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);

    void register(@Observes Filters filters) {
        String restPath = RestPath.prefix();
        String exact = restPath + EXACT;
        String below = restPath + BELOW;
        filters.register(routing -> prepare(routing, restPath, exact, below), BEFORE_CORS);
    }

    /** @param restPath what comes before {@code exact} and {@code below}, which are put together once */
    private static void prepare(RoutingContext routing, String restPath, String exact, String below) {
        HttpServerRequest request = routing.request();
        String path = routing.normalizedPath();
        if (path.startsWith(restPath) && isForwardAuth(path.substring(restPath.length()))) {
            PREFLIGHT.forEach(request.headers()::remove);
            ignoreBody(routing);
            if (request.query() != null && !request.path().equals(exact)) {
                routing.fail(new BadRequest("Parameters need the exact address, " + EXACT + ". " + APPENDED));
                return;
            }
        } else if (request.path().startsWith(below) && !path.startsWith(below)) {
            ignoreBody(routing);
            routing.fail(new BadRequest("The path leads away from " + EXACT + ". " + APPENDED));
            return;
        }
        routing.next();
    }

    @ServerRequestFilter(preMatching = true, nonBlocking = true, priority = Priorities.AUTHENTICATION - 1)
    public void asGet(ContainerRequestContext request) {
        String method = request.getMethod();
        if (!HttpMethod.GET.equals(method)
                && !HttpMethod.HEAD.equals(method)
                && isForwardAuth(request.getUriInfo().getPath())) {
            request.setMethod(HttpMethod.GET);
        }
    }

    private static boolean isForwardAuth(String path) {
        // The first condition is cheap and false for nearly all other requests.
        return path.contains("/verify") && ADDRESS.matcher(path).matches();
    }

    /**
     * Does not wait for the body, and ends the connection with the answer. If a proxy announces a length and sends
     * nothing, its next request would be read as the body, and answers would reach the wrong callers.
     */
    private static void ignoreBody(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if ((length == null || "0".equals(length)) && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return;
        }
        request.headers().remove(HttpHeaders.CONTENT_LENGTH);
        LingeringClose.afterTheAnswer(routing);
    }
}
