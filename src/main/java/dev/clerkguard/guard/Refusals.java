package dev.clerkguard.guard;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.Demand;
import dev.clerkguard.session.Reverification;

/** Says what a session lacks, and nothing of what it has. */
public final class Refusals {
    private Refusals() {}

    public static RefusedException missing(Demand demand) {
        if (demand instanceof Demand.Role role) {
            return missing(Reason.ROLE_MISSING, demand, role.name());
        }
        if (demand instanceof Demand.Permission permission) {
            return missing(Reason.PERMISSION_MISSING, demand, permission.name());
        }
        if (demand instanceof Demand.Feature feature) {
            return missing(Reason.FEATURE_MISSING, demand, feature.name());
        }
        if (demand instanceof Demand.Plan plan) {
            return missing(Reason.PLAN_MISSING, demand, plan.name());
        }
        return reverification(((Demand.Reverified) demand).how());
    }

    static RefusedException impersonated() {
        return new RefusedException(
                Reason.IMPERSONATED, "This is not for a session in which somebody acts as the user.");
    }

    static RefusedException noSession() {
        return new RefusedException(Reason.TOKEN_TYPE_MISMATCH, "A session is wanted here, and this caller has none.");
    }

    private static RefusedException missing(Reason reason, Demand demand, String name) {
        return new RefusedException(reason, "This needs the " + demand.kind() + " " + name + ".")
                .with("missing", Map.of(demand.kind(), name));
    }

    /** The member that Clerk's useReverification looks for (Clerk docs, "Reverification"). */
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
        return new RefusedException(
                        Reason.REVERIFICATION_ERROR, "This needs the user to have verified their identity lately.")
                .with("clerk_error", error);
    }
}
