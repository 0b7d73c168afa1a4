package dev.clerkguard.standin;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An organisation. Immutable: the JSON must not be changed. Its members are {@link Membership}s.
 *
 * @param json the organisation as the Backend API gives it; {@link OrganizationJson} adds the numbers of members
 * @param features as in the claim {@code fea}
 * @param plan as in the claim {@code pla}
 * @param roles the permissions of each role, as {@code feature:name}; roles and permissions without {@code org:}
 */
record Organization(ObjectNode json, List<String> features, Optional<String> plan, Map<String, List<String>> roles) {
    String id() {
        return json.path("id").asText();
    }

    String slug() {
        return json.path("slug").asText();
    }

    /** Empty for a role that the organisation does not have. */
    List<String> permissions(String role) {
        return roles.getOrDefault(role, List.of());
    }

    /**
     * The role without {@code org:}.
     *
     * @throws ClerkException 422 when the organisation does not have it
     */
    String requireRole(String wanted) {
        String role = wanted.startsWith("org:") ? wanted.substring("org:".length()) : wanted;
        if (!roles.containsKey(role)) {
            throw new ClerkException(422, "form_param_value_invalid", "There is no role " + wanted + ".", "role");
        }
        return role;
    }

    /** A copy in which a role has these permissions; their features are the organisation's, too. */
    Organization granting(String role, List<String> permissions) {
        Set<String> all = new LinkedHashSet<>(features);
        permissions.forEach(permission -> all.add(permission.substring(0, permission.indexOf(':'))));
        return new Organization(json, List.copyOf(all), plan, Map.of(role, permissions));
    }

    /** A copy with another JSON and a later {@code updated_at}. */
    Organization with(Consumer<ObjectNode> change) {
        return new Organization(Revision.of(json, change), features, plan, roles);
    }
}
