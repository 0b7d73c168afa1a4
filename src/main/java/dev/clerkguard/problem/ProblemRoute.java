package dev.clerkguard.problem;

import java.util.concurrent.RejectedExecutionException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers what fails where no resource sees it, in the router, a filter or a policy, as {@link ProblemMapper} answers
 * the rest. Quarkus' own handler would do so in HTML, or without a body.
 */
@ApplicationScoped
class ProblemRoute {
    private static final Logger LOG = Logger.getLogger(ProblemRoute.class);
    private static final int TOO_LARGE = 413;

    private final RefusalCounts counts;

    ProblemRoute(RefusalCounts counts) {
        this.counts = counts;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
    }

    private void answer(RoutingContext request) {
        HttpServerResponse answer = request.response();
        // In HTTP/2 it is closed only after this.
        if (answer.closed() || request.failure() instanceof StreamResetException) {
            LOG.debug("The caller did not wait for the answer.");
            return;
        }
        if (answer.headWritten()) {
            request.next();
            return;
        }
        Response problem = problem(request);
        answer.setStatusCode(problem.getStatus());
        problem.getStringHeaders().forEach(answer::putHeader);
        if (problem.getStatus() == TOO_LARGE) {
            // The rest of the body is not waited for.
            LingeringClose.afterTheAnswer(request);
        }
        answer.end((String) problem.getEntity());
    }

    private Response problem(RoutingContext request) {
        Throwable failure = request.failure();
        if (failure instanceof RefusedException refusal) {
            return refused(refusal);
        }
        if (failure instanceof UnauthorizedException) {
            return refused(Problems.noIdentity());
        }
        if (failure instanceof AuthenticationFailedException) {
            return refused(Problems.notAuthenticated());
        }
        if (failure instanceof ForbiddenException) {
            return refused(Problems.forbidden());
        }
        if (failure instanceof RejectedExecutionException) {
            return Problems.response(Problem.ofStatus(503, "There is too much to do here. Try again later."));
        }
        if (request.statusCode() >= 400 && request.statusCode() < 500) {
            return Problems.ofStatus(request.statusCode());
        }
        return Problems.unexpected(failure);
    }

    private Response refused(RefusedException refusal) {
        counts.add(refusal.reason());
        return Problems.response(refusal);
    }
}
