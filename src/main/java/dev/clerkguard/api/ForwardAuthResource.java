package dev.clerkguard.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;

import dev.clerkguard.guard.Refusals;
import dev.clerkguard.problem.BadRequest;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.Demand;
import dev.clerkguard.session.Reverification;
import dev.clerkguard.session.Session;
import dev.clerkguard.session.SessionIdentity;

/** Asked by an ingress whether a request may pass: nginx auth_request, Traefik ForwardAuth, Envoy ext_authz, Caddy. */
@Path("/auth/verify")
public class ForwardAuthResource {
    private static final Map<String, Function<String, Demand>> PARAMETERS = Map.of(
            "role", Demand.Role::new,
            "permission", Demand.Permission::new,
            "feature", Demand.Feature::new,
            "plan", Demand.Plan::new,
            "reverification", text -> new Demand.Reverified(Reverification.parse(text)));

    private final CurrentIdentityAssociation identities;

    ForwardAuthResource(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /** 204 with who is calling when the session has all that is asked for. */
    @GET
    @NonBlocking
    public Response verify(UriInfo uri, HttpServerRequest request) {
        List<Demand> demands = demands(uri.getQueryParameters());
        if (request.path().indexOf(';') >= 0
                || demands.isEmpty()
                        && request.query() != null
                        && !request.query().isEmpty()) {
            throw new BadRequest("What is asked for stands after a question mark: ?role=org:admin.");
        }
        Session session = SessionIdentity.session(identities.getIdentity())
                .orElseThrow(() -> new RefusedException(
                        Reason.TOKEN_TYPE_MISMATCH, "A session is wanted here, and this caller has none."));
        for (Demand demand : demands) {
            if (!session.has(demand)) {
                throw Refusals.missing(demand);
            }
        }
        return AuthHeaders.noContent(session);
    }

    /** What cannot be understood is no pass: a misspelt parameter would otherwise ask for nothing. */
    private static List<Demand> demands(MultivaluedMap<String, String> query) {
        List<Demand> demands = new ArrayList<>();
        query.forEach((name, values) -> {
            Function<String, Demand> read = PARAMETERS.get(name);
            if (read == null) {
                throw new BadRequest("There is no parameter of this name; there are role, permission, feature, plan and"
                        + " reverification.");
            }
            for (String value : values) {
                demands.add(demand(name, value, read));
            }
        });
        return demands;
    }

    private static Demand demand(String name, String value, Function<String, Demand> read) {
        if (value.isBlank()) {
            throw new BadRequest("The parameter " + name + " is empty.");
        }
        if (!value.chars().allMatch(character -> character > ' ' && character <= '~')) {
            // No name at Clerk has others; and what is missing is repeated in the refusal.
            throw new BadRequest("The parameter " + name + " has a character that no name has.");
        }
        try {
            return read.apply(value);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("The parameter " + name + " is wrong: " + e.getMessage() + ".");
        }
    }
}
