package dev.clerkguard.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.microprofile.jwt.JsonWebToken;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The signed-in user as MicroProfile JWT's principal, for code that injects {@link JsonWebToken}. Its name is the
 * user's id. The token itself is not kept, because a principal may be logged.
 */
final class SessionPrincipal implements JsonWebToken {
    private final Session session;

    SessionPrincipal(Session session) {
        this.session = session;
    }

    @Override
    public String getName() {
        return session.userId();
    }

    @Override
    public Set<String> getClaimNames() {
        Set<String> names = new LinkedHashSet<>();
        session.claims().fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A claim in the type that MicroProfile JWT gives it (MicroProfile JWT 2.1, section 4.4). */
    @Override
    @SuppressWarnings("unchecked")
    public <T> T getClaim(String name) {
        JsonNode claim = session.claims().get(name);
        if (claim == null || claim.isNull()) {
            return null;
        }
        Object value =
                switch (name) {
                    case "aud" -> audience(claim);
                    case "exp", "iat", "nbf", "auth_time", "updated_at" -> claim.asLong();
                    default -> claim.isTextual() ? claim.textValue() : json(claim);
                };
        return (T) value;
    }

    private static Set<String> audience(JsonNode claim) {
        Set<String> audience = new LinkedHashSet<>();
        (claim.isArray() ? claim : List.of(claim)).forEach(one -> audience.add(one.asText()));
        return audience;
    }

    private static Object json(JsonNode claim) {
        try (var reader = jakarta.json.Json.createReader(new java.io.StringReader(claim.toString()))) {
            return reader.readValue();
        }
    }

    @Override
    public String toString() {
        return session.toString();
    }
}
