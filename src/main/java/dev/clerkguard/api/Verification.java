package dev.clerkguard.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import jakarta.ws.rs.core.Response;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;

import dev.clerkguard.guard.ForwardAuthParameters;
import dev.clerkguard.guard.RequirementRefusals;
import dev.clerkguard.guard.ScopeRequirement;
import dev.clerkguard.machine.MachineCredential;
import dev.clerkguard.machine.MachineIdentity;
import dev.clerkguard.problem.BadRequest;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.Requirement;
import dev.clerkguard.session.Reverification;
import dev.clerkguard.session.Session;
import dev.clerkguard.session.SessionIdentity;

/**
 * The decision on a request of an ingress, and the caller in headers.
 *
 * @param status 204, or 200 where the proxy asks for it
 */
record Verification(Response.Status status, AuthHeaders caller) {
    private static final Map<String, Function<String, Requirement>> PARAMETERS = Map.of(
            "role", Requirement.Role::new,
            "permission", Requirement.Permission::new,
            "feature", Requirement.Feature::new,
            "plan", Requirement.Plan::new,
            "reverification", text -> new Requirement.Reverified(Reverification.parse(text)));

    static final String ACCEPTS = "accepts";
    private static final String SCOPE = "scope";
    private static final String STATUS = "status";
    private static final Set<String> OTHERS = Set.of(ACCEPTS, SCOPE, STATUS);
    /** Most proxies let a request pass on each 2xx; Envoy on 200 only. */
    private static final Map<String, Response.Status> STATUSES =
            Map.of("200", Response.Status.OK, "204", Response.Status.NO_CONTENT);

    /**
     * Whether the credential is of an accepted kind and satisfies all requirements of the query.
     *
     * @throws BadRequest when the query is no question
     * @throws RefusedException when a requirement is not satisfied
     */
    static Verification of(HttpServerRequest request, SecurityIdentity identity) {
        if (request.path().indexOf(';') >= 0) {
            throw new BadRequest("Pass requirements as query parameters, for example ?role=org:admin.");
        }
        Map<String, List<String>> query = ForwardAuthParameters.of(request);
        Response.Status status = status(query);
        List<Requirement> requirements = requirements(query);
        List<String> scopes = values(query, SCOPE, ScopeRequirement::checked);
        Optional<MachineCredential> machine = MachineIdentity.credential(identity);
        return machine.isPresent()
                ? verifyMachine(machine.get(), scopes, requirements, status)
                : verifySession(SessionIdentity.require(Optional.of(identity)), scopes, requirements, status);
    }

    private static Verification verifySession(
            Session session, List<String> scopes, List<Requirement> requirements, Response.Status status) {
        if (!scopes.isEmpty()) {
            throw ScopeRequirement.missing(scopes, scopes.get(0));
        }
        for (Requirement requirement : requirements) {
            if (!session.has(requirement)) {
                throw RequirementRefusals.missing(requirement);
            }
        }
        return new Verification(status, AuthHeaders.of(session));
    }

    private static Verification verifyMachine(
            MachineCredential machine, List<String> scopes, List<Requirement> requirements, Response.Status status) {
        for (String scope : scopes) {
            if (!machine.hasScope(scope)) {
                throw ScopeRequirement.missing(scopes, scope);
            }
        }
        if (!requirements.isEmpty()) {
            throw RequirementRefusals.missing(requirements.get(0));
        }
        return new Verification(status, AuthHeaders.of(machine));
    }

    /** An unknown parameter is a 400. Otherwise a misspelt requirement would not be checked. */
    private static List<Requirement> requirements(Map<String, List<String>> query) {
        List<Requirement> requirements = new ArrayList<>();
        query.forEach((name, values) -> {
            Function<String, Requirement> read = PARAMETERS.get(name);
            if (read != null) {
                requirements.addAll(values(query, name, read));
            } else if (!OTHERS.contains(name)) {
                throw new BadRequest("There is no parameter of this name; there are role, permission, feature, plan,"
                        + " reverification, accepts, scope, status and original.");
            }
        });
        return requirements;
    }

    private static Response.Status status(Map<String, List<String>> query) {
        List<String> values = query.getOrDefault(STATUS, List.of());
        if (values.isEmpty()) {
            return Response.Status.NO_CONTENT;
        }
        Response.Status status = STATUSES.get(values.get(0));
        if (status == null || values.size() > 1) {
            throw new BadRequest("The parameter status is 200 or 204, and is there once.");
        }
        return status;
    }

    private static <T> List<T> values(Map<String, List<String>> query, String name, Function<String, T> read) {
        List<T> values = new ArrayList<>();
        for (String value : query.getOrDefault(name, List.of())) {
            values.add(value(name, value, read));
        }
        return values;
    }

    private static <T> T value(String name, String value, Function<String, T> read) {
        if (value.isBlank()) {
            throw new BadRequest("The parameter " + name + " is empty.");
        }
        if (!value.chars().allMatch(character -> character > ' ' && character <= '~')) {
            // Names at Clerk have no other characters, and the refusal repeats the missing name.
            throw new BadRequest("The parameter " + name + " has a character that no name has.");
        }
        try {
            return read.apply(value);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("The parameter " + name + " is wrong: " + e.getMessage() + ".");
        }
    }
}
