package dev.clerkguard.api;

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

import dev.clerkguard.problem.LingeringClose;

/**
 * Makes one question of forward auth whatever method the ingress asks with: Envoy takes its client's own. Not even a
 * preflight is answered without a session, for the answer would let it pass to the service behind. A body means nothing.
 */
class AnyMethod {
    /** As Quarkus REST finds the resource, with matrix parameters and a slash at the end. */
    private static final Pattern QUESTION = Pattern.compile("/+auth(;[^/]*)?/+verify(;[^/]*)?/*");
    /** Before Quarkus' CORS filter, which answers preflights. */
    private static final int BEFORE_CORS = 310;

    private static final List<CharSequence> PREFLIGHT =
            List.of(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);

    void register(@Observes Filters filters) {
        filters.register(
                routing -> {
                    if (isQuestion(routing.normalizedPath())) {
                        PREFLIGHT.forEach(routing.request().headers()::remove);
                        ignoreBody(routing);
                    }
                    routing.next();
                },
                BEFORE_CORS);
    }

    @ServerRequestFilter(preMatching = true, nonBlocking = true, priority = Priorities.AUTHENTICATION - 1)
    public void asGet(ContainerRequestContext request) {
        String method = request.getMethod();
        if (!HttpMethod.GET.equals(method)
                && !HttpMethod.HEAD.equals(method)
                && isQuestion(request.getUriInfo().getPath())) {
            request.setMethod(HttpMethod.GET);
        }
    }

    private static boolean isQuestion(String path) {
        // The first is for all the requests to elsewhere.
        return path.contains("/verify") && QUESTION.matcher(path).matches();
    }

    /**
     * However large the body would be, nobody waits for it. The connection ends with the answer: of a proxy that names
     * a length and sends nothing, the next question would be taken for the body, and answers given to the wrong caller.
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
