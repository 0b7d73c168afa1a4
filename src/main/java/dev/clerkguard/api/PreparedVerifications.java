package dev.clerkguard.api;

import java.util.Optional;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.guard.EarlyAnswer;

/**
 * Sends the answers of {@link ForwardAuthResource} without the steps of Quarkus REST that turn a response into headers. It
 * runs after all other request filters. Where {@link EarlyAnswer} is not possible, the resource answers.
 */
public class PreparedVerifications {
    private final CurrentIdentityAssociation identities;

    PreparedVerifications(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /** Not declared as non-blocking, like {@link PreparedAnswers#answer}. */
    @PreparedVerification
    @ServerRequestFilter(priority = Integer.MAX_VALUE)
    public void answer(RoutingContext routing) {
        Optional<EarlyAnswer> early = EarlyAnswer.of(routing);
        if (early.isEmpty()) {
            return;
        }
        Verification verification = Verification.of(routing.request(), identities.getIdentity());
        HttpServerResponse response = routing.response();
        response.setStatusCode(verification.status().getStatusCode());
        PreparedAnswers.forbidCaching(response);
        MultiMap headers = response.headers();
        verification.caller().forEach((name, value) -> headers.set(name, value));
        response.end();
        early.get().sent();
    }
}
