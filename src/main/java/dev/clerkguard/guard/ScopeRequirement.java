package dev.clerkguard.guard;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/** A scope that a machine credential must have. */
public final class ScopeRequirement {
    /** RFC 6749, section 3.3, {@code scope-token}: what can stand in a challenge between quotes. */
    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]+");

    private ScopeRequirement() {}

    /** @throws IllegalArgumentException when no scope has this name */
    public static String checked(String scope) {
        if (!SCOPE.matcher(scope).matches()) {
            throw new IllegalArgumentException("a scope has visible characters only, without quotes and backslashes");
        }
        return scope;
    }

    /**
     * The refusal; its challenge names all that a client has to ask for (RFC 6750, section 3).
     *
     * @param required all scopes that are required, each {@link #checked}
     */
    public static RefusedException missing(List<String> required, String missing) {
        return new RefusedException(Reason.SCOPE_MISSING, "This needs the scope " + missing + ".")
                .with("missing", Map.of("scope", missing))
                .challenging("scope", String.join(" ", required));
    }
}
