package dev.clerkguard.guard;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;

import io.quarkus.arc.Arc;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.machine.AcceptedTypesSource;
import dev.clerkguard.machine.ProtectedResource;
import dev.clerkguard.problem.Challenge;
import dev.clerkguard.token.TokenType;

/**
 * Reads from its access policy what the matched resource method accepts. Quarkus checks its own annotations, such as
 * {@code @RolesAllowed}, before any filter runs.
 */
@ApplicationScoped
class ResourceAcceptedTypes implements AcceptedTypesSource {
    private final ProtectedResource resource;

    ResourceAcceptedTypes(ProtectedResource resource) {
        this.resource = resource;
    }

    @Override
    public Optional<Set<TokenType>> find(RoutingContext request) {
        if (!Arc.container().requestContext().isActive()) {
            // Quarkus REST has not begun with this request: RouteGuard authenticates it.
            return Optional.empty();
        }
        ResteasyReactiveRequestContext current = CurrentRequestManager.get();
        if (current == null || current.getTarget() == null) {
            return Optional.empty();
        }
        ResteasyReactiveResourceInfo method = current.getTarget().getLazyMethod();
        AccessPolicy policy = AccessPolicies.of(method.getMethod(), method.getResourceClass());
        if (policy.open()) {
            return Optional.empty();
        }
        Set<TokenType> accepted = policy.accepted().of(request);
        announce(request, accepted);
        return Optional.of(accepted);
    }

    /** A client that has no OAuth access token learns where to get one. */
    void announce(RoutingContext request, Set<TokenType> accepted) {
        if (accepted.contains(TokenType.OAUTH_TOKEN)) {
            Challenge.add(request, resource.challenge());
        }
    }
}
