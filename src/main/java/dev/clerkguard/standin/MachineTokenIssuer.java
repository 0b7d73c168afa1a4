package dev.clerkguard.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Issues M2M tokens and OAuth access tokens, opaque or as JWTs (RFC 9068 for OAuth). */
final class MachineTokenIssuer {
    /** One day, as at Clerk. */
    static final Duration ACCESS_TOKEN_LIFETIME = Duration.ofDays(1);

    private static final String M2M_CATEGORY = "cl_B7d4PD333AAA";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final StandIn standIn;
    private final IssuedCredentials m2mTokens;
    private final IssuedCredentials oauthTokens;

    MachineTokenIssuer(StandIn standIn) {
        this.standIn = standIn;
        this.m2mTokens = new IssuedCredentials(standIn, CredentialKind.M2M_TOKEN);
        this.oauthTokens = new IssuedCredentials(standIn, CredentialKind.OAUTH_TOKEN);
    }

    /**
     * @param body of the request that creates the token: {@code claims} and {@code token_format}, which is opaque or jwt
     * @return the token's JSON, with the member {@code token}
     */
    ObjectNode m2m(ObjectNode machine, ObjectNode body, Optional<Duration> wanted) {
        Duration lifetime = wanted.orElseGet(
                () -> Duration.ofSeconds(machine.path("default_token_ttl").asLong()));
        JsonNode claims = BackendRequest.member(body, "claims", JSON.nullNode());
        ObjectNode members = JSON.objectNode().put("subject", machine.path("id").asText());
        members.set("claims", claims);
        Machines.scopes(machine).forEach(members.putArray("scopes")::add);
        ObjectNode issued = m2mTokens.issue(members, Optional.of(lifetime));
        boolean jwt = "jwt"
                .equals(BackendRequest.member(body, "token_format", JSON.nullNode())
                        .asText());
        return m2mTokens.json(issued).put("token", jwt ? m2mJwt(issued, lifetime) : IssuedCredentials.secret(issued));
    }

    private String m2mJwt(ObjectNode issued, Duration lifetime) {
        Map<String, Object> claims = new LinkedHashMap<>();
        if (issued.path("claims") instanceof ObjectNode custom) {
            claims.putAll(MAPPER.convertValue(custom, new StringKeys()));
        }
        List<String> scopes = texts(issued.path("scopes"));
        claims.put("aud", scopes);
        claims.put("scopes", String.join(" ", scopes));
        claims.putAll(registered(issued, lifetime));
        return standIn.issuer().sign("JWT", Optional.of(M2M_CATEGORY), claims);
    }

    /**
     * @param resource what the client named as the resource (RFC 8707)
     * @return the secret, or the JWT
     */
    String oauth(String userId, String clientId, String scope, Optional<String> resource, boolean opaque) {
        ObjectNode members = JSON.objectNode()
                .put("type", "oauth:access_token")
                .put("client_id", clientId)
                .put("subject", userId);
        List.of(scope.split(" ")).stream().filter(name -> !name.isEmpty()).forEach(members.putArray("scopes")::add);
        resource.ifPresent(uri -> members.putArray("aud").add(uri));
        ObjectNode issued = oauthTokens.issue(members, Optional.of(ACCESS_TOKEN_LIFETIME));
        if (opaque) {
            return IssuedCredentials.secret(issued);
        }
        Map<String, Object> claims = new LinkedHashMap<>(registered(issued, ACCESS_TOKEN_LIFETIME));
        claims.put("client_id", clientId);
        claims.put("scope", scope);
        resource.ifPresent(uri -> claims.put("aud", uri));
        String jwt = standIn.issuer().sign("at+jwt", Optional.empty(), claims);
        oauthTokens.replaceSecret(issued.path("id").asText(), jwt);
        return jwt;
    }

    private Map<String, Object> registered(ObjectNode issued, Duration lifetime) {
        long now = Instant.now().getEpochSecond();
        return Map.of(
                "iss",
                standIn.config().issuer(),
                "sub",
                issued.path("subject").asText(),
                "jti",
                issued.path("id").asText(),
                "iat",
                now,
                "nbf",
                now,
                "exp",
                now + lifetime.toSeconds());
    }

    private static List<String> texts(JsonNode list) {
        return MAPPER.convertValue(list, new Texts());
    }

    private static final class StringKeys extends TypeReference<Map<String, Object>> {}

    private static final class Texts extends TypeReference<List<String>> {}
}
