package dev.clerkguard.guard;

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
 * Refuses a page of an origin that may not read the answers, before Quarkus' CORS filter does so without a body. That
 * filter still answers preflights and the pages that may; here as there nothing is asked without {@code Origin}.
 */
@ApplicationScoped
class ForeignOrigins {
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

    /** To the letter, as browsers write both (RFC 6454, section 6.2). */
    private static boolean isSame(HttpServerRequest request, String origin) {
        // Without a host, as HTTP/1.0 allows, nothing is the same.
        return request.authority() != null && origin.equals(request.scheme() + "://" + request.authority());
    }
}
