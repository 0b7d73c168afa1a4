package dev.clerkguard.http;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.cors.CORSConfig;
import io.quarkus.vertx.http.runtime.cors.CORSFilter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import dev.clerkguard.problem.Problem;

/**
 * Refuses requests of pages whose origin may not read the answers, with a problem as the body. Quarkus' CORS filter
 * comes later and would refuse them without a body; it answers preflights and the pages of allowed origins. A request
 * without {@code Origin} passes both.
 */
@ApplicationScoped
class CrossOriginFilter {
    private static final int BEFORE_CORS = 301;

    void register(@Observes Filters filters, VertxHttpConfig http) {
        CORSConfig cors = http.cors();
        if (!cors.enabled()) {
            return;
        }
        Set<String> origins = Set.copyOf(cors.origins().orElse(List.of()));
        List<Pattern> patterns = CORSFilter.parseAllowedOriginsRegex(cors.origins());
        filters.register(
                routing -> {
                    String origin = routing.request().getHeader(HttpHeaders.ORIGIN);
                    if (origin == null
                            || origins.contains(origin)
                            || origins.contains("*")
                            || CORSFilter.isOriginAllowedByRegex(patterns, origin)
                            || isSame(routing.request(), origin)) {
                        routing.next();
                    } else {
                        refuse(routing.response());
                    }
                },
                BEFORE_CORS);
    }

    private static void refuse(HttpServerResponse answer) {
        Problem problem =
                Problem.ofStatus(403, "Pages of this origin may not call this service; see CLERK_AUTHORIZED_PARTIES.");
        answer.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(problem.toJson());
    }

    /** Compares the text, as browsers write both (RFC 6454, section 6.2). */
    private static boolean isSame(HttpServerRequest request, String origin) {
        // HTTP/1.0 allows a request without a host; no origin equals it.
        return request.authority() != null && origin.equals(request.scheme() + "://" + request.authority());
    }
}
