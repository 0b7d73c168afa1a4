package dev.clerkguard.guard;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.machine.CredentialAuthenticator;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.token.FastPathAuthenticator;
import dev.clerkguard.token.TokenType;

/**
 * Protects by default: a resource method runs for signed-in callers only, unless {@code @PermitAll} makes it public. A
 * request to a public method is not authenticated, so an expired token does not matter there. {@link RouteGuard} guards
 * what is not a resource method.
 */
public class AuthorizationFilter {
    static final String SEND_A_TOKEN =
            "Send the session token: 'Authorization: Bearer <token>', with the token from Clerk's getToken().";

    /** Quarkus REST continues at once without a result, which costs less than a Uni without an item. */
    private static final Uni<Response> CONTINUE = null;

    private final CurrentIdentityAssociation identities;
    private final FastPathAuthenticator authenticator;
    private final CredentialAuthenticator credentials;
    private final ResourceAcceptedTypes types;
    private final WatchedStreams streams;
    private final FastRefusal refusals;
    /** Quarkus REST has one object for each method of each resource class. It has no equality of its own. */
    private final Map<ResourceInfo, Rule> rules = new ConcurrentHashMap<>();

    private record Rule(AccessPolicy policy, boolean streams) {
        static Rule of(ResourceInfo resource) {
            Method method = resource.getResourceMethod();
            return new Rule(AccessPolicies.of(method, resource.getResourceClass()), StreamingMethods.contains(method));
        }
    }

    AuthorizationFilter(
            CurrentIdentityAssociation identities,
            FastPathAuthenticator authenticator,
            CredentialAuthenticator credentials,
            ResourceAcceptedTypes types,
            WatchedStreams streams,
            FastRefusal refusals) {
        this.identities = identities;
        this.authenticator = authenticator;
        this.credentials = credentials;
        this.types = types;
        this.streams = streams;
        this.refusals = refusals;
    }

    @ServerRequestFilter(nonBlocking = true, priority = Priorities.AUTHENTICATION)
    public Uni<Response> requireIdentity(ResourceInfo resource, RoutingContext routing) {
        Rule rule = rule(resource);
        if (rule.policy().open()) {
            return CONTINUE;
        }
        AcceptedTypes acceptedTypes = rule.policy().accepted();
        if (!acceptedTypes.sessionsOnly()) {
            Set<TokenType> accepted = acceptedTypes.of(routing);
            if (!accepted.equals(AcceptedTypes.SESSIONS)) {
                return requireCredential(routing, rule, accepted);
            }
        }
        try {
            Optional<SecurityIdentity> known = authenticator.identity(routing);
            if (known.isEmpty()) {
                return identities.getDeferredIdentity().map(identity -> admit(identity, rule, routing));
            }
            admit(known.get(), rule, routing);
        } catch (RefusedException refusal) {
            if (!refusals.send(refusal, routing)) {
                throw refusal;
            }
        }
        return CONTINUE;
    }

    /** The text of the credential tells its kind, so another kind is refused before it costs anything. */
    private Uni<Response> requireCredential(RoutingContext routing, Rule rule, Set<TokenType> accepted) {
        types.announce(routing, accepted);
        Optional<SecurityIdentity> known = credentials.identity(routing, accepted);
        if (known.isEmpty()) {
            return identities.getDeferredIdentity().map(identity -> admit(identity, rule, accepted, routing));
        }
        admit(known.get(), rule, accepted, routing);
        return CONTINUE;
    }

    private Response admit(SecurityIdentity identity, Rule rule, Set<TokenType> accepted, RoutingContext routing) {
        if (!identity.isAnonymous()) {
            rule.policy().checkType(identity, accepted);
        }
        return admit(identity, rule, routing);
    }

    /** Whether the method is public, so that requests to it are not authenticated. */
    public boolean isOpen(ResourceInfo resource) {
        return rule(resource).policy().open();
    }

    private Rule rule(ResourceInfo resource) {
        Rule known = rules.get(resource);
        if (known != null) {
            return known;
        }
        return resource instanceof ResteasyReactiveResourceInfo
                ? rules.computeIfAbsent(resource, Rule::of)
                : Rule.of(resource);
    }

    /** Returns null, which lets the request go on; throws {@link RefusedException}. */
    private Response admit(SecurityIdentity identity, Rule rule, RoutingContext routing) {
        if (identity.isAnonymous()) {
            throw new RefusedException(Reason.SESSION_TOKEN_MISSING, SEND_A_TOKEN);
        }
        rule.policy().check(identity);
        // Code behind this filter finds the identity without waiting.
        identities.setIdentity(identity);
        if (rule.streams()) {
            streams.watchStream(routing, identity);
        }
        return null;
    }
}
