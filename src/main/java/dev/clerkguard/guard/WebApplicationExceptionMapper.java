package dev.clerkguard.guard;

import java.util.Optional;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.problem.Problems;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusalCounts;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.token.FastPathAuthenticator;

/**
 * Answers what Quarkus REST and resources refuse with a status of their own. It refuses 406 and 415 before
 * {@link AuthorizationFilter} runs. Authentication comes first, so a caller without a token reads a 401 and not what an
 * endpoint can produce.
 */
class WebApplicationExceptionMapper {
    private final FastPathAuthenticator authenticator;
    private final CurrentIdentityAssociation identities;
    private final RefusalCounts counts;

    WebApplicationExceptionMapper(
            FastPathAuthenticator authenticator, CurrentIdentityAssociation identities, RefusalCounts counts) {
        this.authenticator = authenticator;
        this.identities = identities;
        this.counts = counts;
    }

    /** Keeps what a resource put into its own response; an error without a body gets one. */
    @ServerExceptionMapper
    public Response webApplication(WebApplicationException failure, ContainerRequestContext request) {
        Response response = Problems.complete(failure.getResponse());
        if (response.getStatus() != Response.Status.METHOD_NOT_ALLOWED.getStatusCode()
                || response.getHeaderString(HttpHeaders.ALLOW) != null) {
            return response;
        }
        return Response.fromResponse(response)
                .allow(Endpoints.allowed(request.getUriInfo().getPath()))
                .build();
    }

    @ServerExceptionMapper
    public Uni<Response> notAcceptable(
            NotAcceptableException failure, ContainerRequestContext request, RoutingContext routing) {
        return afterAuthentication(failure, request, routing);
    }

    @ServerExceptionMapper
    public Uni<Response> notSupported(
            NotSupportedException failure, ContainerRequestContext request, RoutingContext routing) {
        return afterAuthentication(failure, request, routing);
    }

    private Uni<Response> afterAuthentication(
            WebApplicationException failure, ContainerRequestContext request, RoutingContext routing) {
        Response answer = Problems.complete(failure.getResponse());
        if (Endpoints.isOpen(request.getMethod(), request.getUriInfo().getPath())) {
            return Uni.createFrom().item(answer);
        }
        return identity(routing)
                .map(identity -> {
                    if (identity.isAnonymous()) {
                        throw new RefusedException(Reason.SESSION_TOKEN_MISSING, AuthorizationFilter.SEND_A_TOKEN);
                    }
                    return answer;
                })
                .onFailure()
                .recoverWithItem(this::refused);
    }

    private Uni<SecurityIdentity> identity(RoutingContext routing) {
        return Uni.createFrom().item(() -> authenticator.identity(routing)).flatMap(known -> known.map(
                        identity -> Uni.createFrom().item(identity))
                .orElseGet(identities::getDeferredIdentity));
    }

    private Response refused(Throwable failure) {
        Optional<RefusedException> refusal = Problems.refusal(failure);
        refusal.ifPresent(known -> counts.add(known.reason()));
        return refusal.map(Problems::response).orElseGet(() -> Problems.unexpected(failure));
    }
}
