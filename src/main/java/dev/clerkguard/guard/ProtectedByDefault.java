package dev.clerkguard.guard;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.DirectAuthentication;
import dev.clerkguard.session.SessionIdentity;

/**
 * The global default: no resource method runs for a caller who is not signed in, unless {@code @PermitAll} says so.
 * A request to an exempt method is not authenticated at all, so that a public page does not care for an expired token.
 */
public class ProtectedByDefault {
    /** What Quarkus REST takes for "nothing to wait for, nothing to answer": it costs less than a Uni of nothing. */
    private static final Uni<Response> GO_ON = null;

    private final CurrentIdentityAssociation identities;
    private final DirectAuthentication direct;
    private final Map<Target, Rule> rules = new ConcurrentHashMap<>();

    /** A method as it is reached: two resource classes may inherit the same one and say different things about it. */
    private record Target(Class<?> resource, Method method) {}

    ProtectedByDefault(CurrentIdentityAssociation identities, DirectAuthentication direct) {
        this.identities = identities;
        this.direct = direct;
    }

    @ServerRequestFilter(nonBlocking = true, priority = Priorities.AUTHENTICATION)
    public Uni<Response> requireIdentity(ResourceInfo resource, RoutingContext request) {
        Rule rule = rule(resource);
        if (rule.open()) {
            return GO_ON;
        }
        Optional<SecurityIdentity> known = direct.identity(request);
        if (known.isEmpty()) {
            return identities.getDeferredIdentity().map(identity -> admit(identity, rule));
        }
        admit(known.get(), rule);
        return GO_ON;
    }

    /** Whether it is for anybody, so that nobody is authenticated for it. */
    public boolean isOpen(ResourceInfo resource) {
        return rule(resource).open();
    }

    private Rule rule(ResourceInfo resource) {
        Target target = new Target(resource.getResourceClass(), resource.getResourceMethod());
        return rules.computeIfAbsent(target, found -> Rule.of(found.method(), found.resource()));
    }

    /** Returns null, which lets the request go on; throws {@link RefusedException}. */
    private Response admit(SecurityIdentity identity, Rule rule) {
        if (identity.isAnonymous()) {
            throw new RefusedException(
                    Reason.SESSION_TOKEN_MISSING,
                    "Send the session token: 'Authorization: Bearer <token>', with the token from Clerk's getToken().");
        }
        rule.check(SessionIdentity.session(identity));
        // Known from here on: nothing behind this filter has to wait for it again.
        identities.setIdentity(identity);
        return null;
    }
}
