package dev.clerkguard.standin;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Issues the tokens of sessions, also those of JWT templates. */
final class SessionTokens {
    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

    private final ObjectMapper mapper;
    private final Organizations organizations;
    private final Store<ObjectNode> templates;
    private final TokenIssuer issuer;
    private final DevSigningKey key;

    SessionTokens(
            ObjectMapper mapper,
            Organizations organizations,
            Store<ObjectNode> templates,
            TokenIssuer issuer,
            DevSigningKey key) {
        this.mapper = mapper;
        this.organizations = organizations;
        this.templates = templates;
        this.issuer = issuer;
        this.key = key;
    }

    /** A token of the session, for its active organisation. */
    String token(BrowserSession session, User user, Optional<String> origin) {
        return issuer.issue(request(session, user, origin, LIFETIME, false));
    }

    /** @param seconds the lifetime */
    String token(BrowserSession session, User user, long seconds) {
        return issuer.issue(request(session, user, Optional.empty(), Duration.ofSeconds(seconds), false));
    }

    /** A token of a JWT template, with its claims. */
    String templateToken(BrowserSession session, User user, Optional<String> origin, String name) {
        Optional<ObjectNode> template =
                templates.first(known -> known.path("name").asText().equals(name));
        Duration lifetime = template.map(
                        known -> Duration.ofSeconds(known.path("lifetime").asLong()))
                .orElse(LIFETIME);
        TokenRequest request = request(session, user, origin, lifetime, true);
        Map<String, Object> claims = issuer.claims(request);
        template.ifPresent(known -> {
            Optional<ObjectNode> organization = request.organization().map(Organization::json);
            ObjectNode more =
                    new TemplateClaims(user, organization, request.role()).of((ObjectNode) known.path("claims"));
            claims.putAll(mapper.convertValue(more, CLAIMS));
        });
        return TokenIssuer.sign(claims, true, key);
    }

    private TokenRequest request(
            BrowserSession session, User user, Optional<String> origin, Duration lifetime, boolean template) {
        Optional<Membership> active = organizations.activeMembership(session);
        return new TokenRequest(
                user,
                session.id(),
                active.flatMap(member -> organizations.find(member.organizationId())),
                active.map(Membership::role),
                lifetime,
                origin,
                session.actorId(),
                session.factorAges(System.currentTimeMillis()),
                template);
    }
}
