package dev.clerkguard.guard;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;

import dev.clerkguard.problem.BadRequest;

/**
 * The parameters of a forward-auth request. The proxy sets them; the proxy's client must not. Envoy appends the path and
 * the query of its client to the address that it is configured with. An address that ends in {@code original=} makes all
 * of that text the value of a parameter that is never read. The text is cut off before anything is split or decoded,
 * and every part of this service that reads these parameters reads them here.
 */
public final class ForwardAuthParameters {
    /** The last parameter. Its value is the rest of the query, with all its characters. */
    private static final String ORIGINAL = "original=";

    private static final int MOST = 1024;

    private ForwardAuthParameters() {}

    /**
     * @return the decoded values by name, without {@code original}
     * @throws BadRequest when the query cannot be read
     */
    public static Map<String, List<String>> of(HttpServerRequest request) {
        String query = request.query();
        if (query == null || query.isEmpty()) {
            return Map.of();
        }
        return decode(ownPart(query));
    }

    private static String ownPart(String query) {
        if (query.startsWith(ORIGINAL)) {
            return "";
        }
        int end = query.indexOf("&" + ORIGINAL);
        return end < 0 ? query : query.substring(0, end);
    }

    private static Map<String, List<String>> decode(String query) {
        if (query.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> parameters;
        try {
            // A semicolon separates nothing, as in Quarkus REST.
            parameters = new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MOST, true).parameters();
        } catch (IllegalArgumentException e) {
            throw new BadRequest("The query has an escape that cannot be decoded.");
        }
        if (parameters.isEmpty()) {
            throw new BadRequest("Pass requirements as query parameters, for example ?role=org:admin.");
        }
        return parameters;
    }
}
