package dev.clerkguard.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers the refusals that no resource sees, such as those of an HTTP permission policy, as {@link ProblemMapper}
 * answers the others. Everything else that fails on a route goes on to Quarkus' own handler.
 */
@ApplicationScoped
class ProblemRoute {
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
    }

    private void answer(RoutingContext request) {
        HttpServerResponse answer = request.response();
        if (!(request.failure() instanceof RefusedException refusal) || answer.headWritten()) {
            request.next();
            return;
        }
        Response problem = Problems.response(refusal);
        answer.setStatusCode(problem.getStatus());
        problem.getStringHeaders().forEach((name, values) -> answer.putHeader(name, values));
        answer.end((String) problem.getEntity());
    }
}
