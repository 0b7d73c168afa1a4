package dev.clerkguard.guard;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.SecurityIdentity;

import dev.clerkguard.machine.CredentialAuthenticator;
import dev.clerkguard.machine.MachineCredential;
import dev.clerkguard.machine.MachineIdentity;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.Requirement;
import dev.clerkguard.session.Reverification;
import dev.clerkguard.session.Session;
import dev.clerkguard.session.SessionIdentity;
import dev.clerkguard.token.TokenType;

/**
 * The requirements of a method, read once from the annotations of the method, of the methods that it overrides, of its
 * class and of every supertype. All of them apply.
 *
 * @param open whether it is public
 * @param accepted the kinds of credentials that may call it
 * @param scopes what a machine credential must have, all of it; with any scope, no session passes
 * @param requirements all that the session must satisfy; reverification, which the user can satisfy at once, is last
 * @param notImpersonated whether an impersonated session is refused
 */
record AccessPolicy(
        boolean open,
        AcceptedTypes accepted,
        List<String> scopes,
        List<Requirement> requirements,
        boolean notImpersonated) {
    private static final Set<Class<? extends Annotation>> OURS = Set.of(
            RequiresPermission.class,
            RequiresFeature.class,
            RequiresPlan.class,
            Reverified.class,
            NotImpersonated.class,
            Accepts.class,
            RequiresScope.class,
            PermissionsAllowed.class,
            PermissionsAllowed.List.class);

    private static final AccessPolicy PUBLIC =
            new AccessPolicy(true, new AcceptedTypes(Optional.empty(), Optional.empty()), List.of(), List.of(), false);

    /** @throws IllegalArgumentException when no session can satisfy an annotation */
    static AccessPolicy of(Method method, Class<?> target) {
        if (PermitAllResolver.isExempt(method, target)) {
            return PUBLIC;
        }
        List<Annotation> annotations = Stream.concat(
                        SecurityAnnotations.overridden(method, target).stream(),
                        SecurityAnnotations.types(target, method.getDeclaringClass()))
                .flatMap(SecurityAnnotations::on)
                .distinct()
                .toList();
        try {
            return new AccessPolicy(
                    false,
                    AcceptedTypes.of(method, target),
                    annotations.stream()
                            .filter(RequiresScope.class::isInstance)
                            .flatMap(annotation -> names(((RequiresScope) annotation).value()))
                            .map(ScopeRequirement::checked)
                            .distinct()
                            .toList(),
                    annotations.stream()
                            .flatMap(AccessPolicy::requirements)
                            .distinct()
                            // A verification does not help where a role is missing, so the role is checked first.
                            .sorted(Comparator.comparing(Requirement.Reverified.class::isInstance))
                            .toList(),
                    annotations.stream().anyMatch(NotImpersonated.class::isInstance));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "An annotation on " + target.getName() + "." + method.getName() + " cannot hold: " + e.getMessage(),
                    e);
        }
    }

    /** Whether an annotation of this package applies to any method of the class. */
    static boolean restrictsAny(Class<?> type) {
        return SecurityAnnotations.anyOn(type, OURS);
    }

    private static Stream<Requirement> requirements(Annotation annotation) {
        if (annotation instanceof RequiresPermission permission) {
            return names(permission.value()).map(Requirement.Permission::new);
        }
        if (annotation instanceof RequiresFeature feature) {
            return names(feature.value()).map(Requirement.Feature::new);
        }
        if (annotation instanceof RequiresPlan plan) {
            return names(plan.value()).map(Requirement.Plan::new);
        }
        if (annotation instanceof Reverified reverified) {
            return Stream.of(new Requirement.Reverified(Reverification.parse(reverified.value())));
        }
        if (annotation instanceof PermissionsAllowed permissions) {
            return InclusivePermissions.of(permissions);
        }
        return annotation instanceof PermissionsAllowed.List list
                ? Stream.of(list.value()).flatMap(InclusivePermissions::of)
                : Stream.empty();
    }

    private static Stream<String> names(String[] names) {
        if (names.length == 0 || Stream.of(names).anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a name is required");
        }
        return Stream.of(names);
    }

    /** Whether it requires more than an accepted credential. */
    boolean restricts() {
        return notImpersonated || !requirements.isEmpty() || !scopes.isEmpty();
    }

    /** Whether it restricts the caller of a bean, which accepts every credential without a declaration. */
    boolean restrictsBean() {
        return restricts() || accepted.declared().isPresent();
    }

    /**
     * Checks everything but the kind of the credential.
     *
     * @throws RefusedException that names the first requirement that is not satisfied
     */
    void check(SecurityIdentity identity) {
        if (!restricts()) {
            return;
        }
        Optional<Session> session = SessionIdentity.session(identity);
        Optional<MachineCredential> machine = MachineIdentity.credential(identity);
        if (session.isEmpty() && machine.isEmpty()) {
            throw RequirementRefusals.noSession();
        }
        if (notImpersonated
                && (session.flatMap(Session::actor).isPresent()
                        || machine.filter(MachineCredential::delegated).isPresent())) {
            throw RequirementRefusals.impersonated();
        }
        for (String scope : scopes) {
            if (machine.isEmpty() || !machine.get().hasScope(scope)) {
                throw ScopeRequirement.missing(scopes, scope);
            }
        }
        for (Requirement requirement : requirements) {
            if (session.isEmpty() || !requirement.isSatisfiedBy(session.get())) {
                throw RequirementRefusals.missing(requirement);
            }
        }
    }

    /** @throws RefusedException token-type-mismatch */
    void checkType(SecurityIdentity identity, Set<TokenType> types) {
        boolean accepts = MachineIdentity.principal(identity)
                .filter(principal -> types.contains(principal.tokenType()))
                .isPresent();
        if (!accepts) {
            throw CredentialAuthenticator.notAccepted(types);
        }
    }
}
