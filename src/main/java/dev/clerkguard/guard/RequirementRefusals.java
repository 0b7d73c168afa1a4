package dev.clerkguard.guard;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.Requirement;
import dev.clerkguard.session.Reverification;

/** Refusals for requirements that a session does not satisfy. They name what is missing, never what the session has. */
public final class RequirementRefusals {
    private RequirementRefusals() {}

    public static RefusedException missing(Requirement requirement) {
        if (requirement instanceof Requirement.Role role) {
            return missing(Reason.ROLE_MISSING, requirement, role.name());
        }
        if (requirement instanceof Requirement.Permission permission) {
            return missing(Reason.PERMISSION_MISSING, requirement, permission.name());
        }
        if (requirement instanceof Requirement.Feature feature) {
            return missing(Reason.FEATURE_MISSING, requirement, feature.name());
        }
        if (requirement instanceof Requirement.Plan plan) {
            return missing(Reason.PLAN_MISSING, requirement, plan.name());
        }
        return reverification(((Requirement.Reverified) requirement).how());
    }

    static RefusedException impersonated() {
        return new RefusedException(Reason.IMPERSONATED, "Impersonated sessions are not allowed here.");
    }

    static RefusedException noSession() {
        return new RefusedException(
                Reason.TOKEN_TYPE_MISMATCH, "A user's session is required, and this credential is not one.");
    }

    private static RefusedException missing(Reason reason, Requirement requirement, String name) {
        return new RefusedException(reason, "This needs the " + requirement.kind() + " " + name + ".")
                .with("missing", Map.of(requirement.kind(), name));
    }

    /** The member that Clerk's hook useReverification reads (Clerk docs, "Reverification"). */
    private static RefusedException reverification(Reverification how) {
        Map<String, Object> levelAndAge = new LinkedHashMap<>();
        levelAndAge.put("level", how.level().code());
        levelAndAge.put("afterMinutes", how.afterMinutes());
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", "forbidden");
        error.put("reason", "reverification-error");
        error.put(
                "metadata",
                Map.of("reverification", how.preset().<Object>map(name -> name).orElse(levelAndAge)));
        return new RefusedException(Reason.REVERIFICATION_ERROR, "The user must have verified their identity recently.")
                .with("clerk_error", error);
    }
}
