package dev.clerkguard.api;

import java.util.Optional;

import jakarta.ws.rs.container.ResourceInfo;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.guard.EarlyAnswer;
import dev.clerkguard.session.SessionIdentity;
import dev.clerkguard.user.CurrentUser;
import dev.clerkguard.user.UserSnapshot;

/**
 * Sends the answers of {@link AuthResource} that are in memory as bytes, without the steps of Quarkus REST that call a
 * method and turn its result into a response. It runs after all other request filters. What it does not answer, the
 * resource does: a user who has to be looked up, another method than GET, an application with a response filter.
 */
public class PreparedAnswers {
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json;charset=UTF-8");
    private static final String ME = "me";

    private final CurrentIdentityAssociation identities;
    private final CurrentUser users;

    PreparedAnswers(CurrentIdentityAssociation identities, CurrentUser users) {
        this.identities = identities;
        this.users = users;
    }

    static void forbidCaching(HttpServerResponse response) {
        response.headers().set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }

    /**
     * Not declared as non-blocking: Quarkus REST refuses to start when such a filter comes after one of an application or
     * an extension. As both methods are non-blocking, all their filters run on the event loop.
     */
    @PreparedAnswer
    @ServerRequestFilter(priority = Integer.MAX_VALUE)
    public void answer(ResourceInfo resource, RoutingContext routing) {
        Optional<EarlyAnswer> early = EarlyAnswer.of(routing);
        if (early.isEmpty()) {
            return;
        }
        byte[] json = body(resource.getResourceMethod().getName().equals(ME));
        if (json != null) {
            HttpServerResponse response = routing.response();
            forbidCaching(response);
            response.headers().set(HttpHeaders.CONTENT_TYPE, JSON);
            response.end(Buffer.buffer(json));
            early.get().sent();
        }
    }

    private byte[] body(boolean ofUser) {
        SecurityIdentity identity = identities.getIdentity();
        return ofUser ? users.fresh(identity).map(UserSnapshot::json).orElse(null) : SessionIdentity.json(identity);
    }
}
