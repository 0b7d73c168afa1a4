package dev.clerkguard.http;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.problem.BadRequest;
import dev.clerkguard.problem.Problem;
import dev.clerkguard.problem.Problems;
import dev.clerkguard.problem.RefusalCounts;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.problem.RequestReadFailures;

/**
 * Answers failures outside Quarkus REST, in the router, a filter or a policy, with a problem, as ProblemMapper does for
 * resources. Quarkus' own handler answers in HTML, or without a body.
 */
@ApplicationScoped
class RouterFailureHandler {
    private static final Logger LOG = Logger.getLogger(RouterFailureHandler.class);
    private static final int TOO_LARGE = 413;

    private final RefusalCounts counts;
    private final RequestReadFailures readFailures;

    RouterFailureHandler(RefusalCounts counts, RequestReadFailures readFailures) {
        this.counts = counts;
        this.readFailures = readFailures;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
    }

    private void answer(RoutingContext request) {
        HttpServerResponse answer = request.response();
        // With HTTP/2 the response is marked as closed only after this handler.
        if (answer.closed() || request.failure() instanceof StreamResetException) {
            LOG.debug("The client closed the stream before the answer.");
            readFailures.count(request.failure());
            return;
        }
        boolean readFailure = readFailures.isReadFailure(request.request(), request.failure());
        // A failure that has a status of its own, such as a request without Host, is answered with it.
        if (readFailure && !hasClientErrorStatus(request)) {
            // The client is gone, or nothing that follows on the connection can be read.
            request.request().connection().close();
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
            // The rest of the body is dropped.
            LingeringClose.afterTheAnswer(request);
        }
        answer.end((String) problem.getEntity());
    }

    private static boolean hasClientErrorStatus(RoutingContext request) {
        return request.statusCode() >= 400 && request.statusCode() < 500;
    }

    private Response problem(RoutingContext request) {
        Throwable failure = request.failure();
        Optional<RefusedException> refusal = Problems.refusal(failure);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        if (failure instanceof BadRequest malformed) {
            return malformed.getResponse();
        }
        if (failure instanceof RejectedExecutionException) {
            return Problems.response(Problem.ofStatus(503, "The service is overloaded. Send the request again later."));
        }
        if (hasClientErrorStatus(request)) {
            return Problems.ofStatus(request.statusCode());
        }
        return Problems.unexpected(failure);
    }

    private Response refused(RefusedException refusal) {
        counts.add(refusal.reason());
        return Problems.response(refusal);
    }
}
