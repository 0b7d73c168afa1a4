package dev.clerkguard.problem;

import java.util.Map;

import io.vertx.ext.web.RoutingContext;

/** The parameters that a resource adds to the {@code WWW-Authenticate} header of its refusals (RFC 9728, section 5.1). */
public final class Challenge {
    private static final String KEY = Challenge.class.getName();

    private Challenge() {}

    /** Every refusal of this request, with status 401 or 403, carries the parameters. */
    public static void add(RoutingContext request, Map<String, String> parameters) {
        request.put(KEY, parameters);
    }

    static Map<String, String> of(RoutingContext request) {
        Map<String, String> parameters = request == null ? null : request.get(KEY);
        return parameters == null ? Map.of() : parameters;
    }
}
