package dev.clerkguard.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * Which audiences an OAuth access token may name. Clerk need not put one into a token, so a missing audience is refused
 * only where audiences are configured.
 *
 * @param configured CLERK_AUDIENCE: a token must name one of them
 * @param resource CLERK_PROTECTED_RESOURCE: a token that names audiences must name it (RFC 8707, section 2)
 */
record OAuthAudience(Optional<Set<String>> configured, Optional<String> resource) {
    /** @throws RefusedException token-invalid-audience */
    void require(JsonNode aud) {
        List<String> named = new ArrayList<>();
        (aud.isArray() ? aud : List.of(aud)).forEach(one -> {
            if (!one.isMissingNode() && !one.isNull()) {
                named.add(one.asText());
            }
        });
        if (configured.isPresent() && named.stream().noneMatch(configured.get()::contains)) {
            throw refused("The token's audience (aud) is missing or none of CLERK_AUDIENCE.");
        }
        if (resource.isPresent() && !named.isEmpty() && !named.contains(resource.get())) {
            throw refused("The token is for another protected resource (aud).");
        }
    }

    private static RefusedException refused(String detail) {
        return new RefusedException(Reason.TOKEN_INVALID_AUDIENCE, detail);
    }
}
