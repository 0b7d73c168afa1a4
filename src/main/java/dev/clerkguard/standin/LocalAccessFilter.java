package dev.clerkguard.standin;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses requests to the stand-in under another name than its own, and those of pages of other sites. Where CORS is
 * configured, its origins are the ones that may call.
 */
@ApplicationScoped
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
class LocalAccessFilter {
    /** With matrix parameters, as Quarkus REST finds a resource, and below a root path. */
    private static final Pattern PATH = Pattern.compile("(/.*)?/+dev-clerk(;[^/]*)?(/.*)?");
    /** Before the filters for CORS, which answer preflights and accept the origin that equals the host. */
    private static final int BEFORE_CORS = 320;

    void register(@Observes Filters filters, StandInConfig config, VertxHttpConfig http) {
        List<String> others = new ArrayList<>(config.hosts().orElse(List.of()));
        others.add(URI.create(config.issuer()).getHost());
        AcceptedHosts hosts = AcceptedHosts.of(others);
        boolean anyOrigin = http.cors().enabled();
        filters.register(
                routing -> {
                    if (!PATH.matcher(routing.normalizedPath()).matches()) {
                        routing.next();
                        return;
                    }
                    HttpServerRequest request = routing.request();
                    String origin = request.getHeader(HttpHeaders.ORIGIN);
                    if (!hosts.accepts(request.getHeader(HttpHeaders.HOST))) {
                        refuse(routing, "host_invalid", "The stand-in does not answer under this name.");
                    } else if (origin != null && !anyOrigin && !hosts.acceptsOrigin(origin)) {
                        refuse(routing, "origin_invalid", "Pages of this origin may not call the stand-in.");
                    } else {
                        routing.next();
                    }
                },
                BEFORE_CORS);
    }

    private static void refuse(RoutingContext routing, String code, String message) {
        Response refusal = ClerkJson.error(403, code, message);
        routing.response()
                .setStatusCode(refusal.getStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Buffer.buffer((byte[]) refusal.getEntity()));
    }
}
