package dev.clerkguard.standin;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jose4j.json.JsonUtil;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Signs JWTs; issues session tokens as Clerk does, version 2 (Clerk docs, "Session tokens"). */
final class TokenIssuer {
    private static final int NOT_BEFORE_LEEWAY_SECONDS = 10;
    private static final String SESSION_TOKEN = "cl_B7d4PD111AAA";
    private static final String TEMPLATE_TOKEN = "cl_B7d4PD222AAA";

    private final DevSigningKey key;
    private final String issuer;
    private final Clock clock;

    TokenIssuer(DevSigningKey key, String issuer, Clock clock) {
        this.key = key;
        this.issuer = issuer;
        this.clock = clock;
    }

    String issue(TokenRequest request) {
        return sign(claims(request), request.template(), key);
    }

    /** @param signingKey the stand-in's own key, or another one for a token that must be refused */
    static String sign(Map<String, Object> claims, boolean template, DevSigningKey signingKey) {
        return sign("JWT", Optional.of(template ? TEMPLATE_TOKEN : SESSION_TOKEN), claims, signingKey);
    }

    /**
     * A JWT of the instance.
     *
     * @param type the header {@code typ}
     * @param category Clerk's header {@code cat}
     */
    String sign(String type, Optional<String> category, Map<String, Object> claims) {
        return sign(type, category, claims, key);
    }

    private static String sign(
            String type, Optional<String> category, Map<String, Object> claims, DevSigningKey signingKey) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        jws.setKeyIdHeaderValue(signingKey.id());
        jws.setHeader("typ", type);
        category.ifPresent(cat -> jws.setHeader("cat", cat));
        jws.setKey(signingKey.jwk().getPrivateKey());
        jws.setPayload(JsonUtil.toJson(claims));
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("The stand-in cannot sign", e);
        }
    }

    Map<String, Object> claims(TokenRequest request) {
        Instant expires = clock.instant().plus(request.lifetime());
        Instant issued = request.lifetime().isNegative() ? expires.minusSeconds(60) : clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("v", 2);
        claims.put("iss", issuer);
        request.origin().ifPresent(origin -> claims.put("azp", origin));
        claims.put("sub", request.user().id());
        claims.put("sid", request.sessionId());
        claims.put("iat", issued.getEpochSecond());
        claims.put("nbf", issued.getEpochSecond() - NOT_BEFORE_LEEWAY_SECONDS);
        claims.put("exp", expires.getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString().replace("-", "").substring(0, 20));
        claims.put("sts", "active");
        claims.put(
                "fva",
                List.of(request.factorAges().first(), request.factorAges().second()));
        request.actor()
                .ifPresent(actor -> claims.put("act", Map.of("iss", "https://dashboard.clerk.com", "sub", actor)));
        scoped(claims, request);
        request.organization().ifPresent(active -> claims.put("o", organization(active, request)));
        return claims;
    }

    /** The features and plans of the user and of the active organisation: {@code o:dashboard,u:beta,uo:both}. */
    private static void scoped(Map<String, Object> claims, TokenRequest request) {
        List<String> ofOrganization =
                request.organization().map(Organization::features).orElse(List.of());
        List<String> ofUser = request.user().features();
        Set<String> all = new LinkedHashSet<>(ofOrganization);
        all.addAll(ofUser);
        String features = all.stream()
                .map(name ->
                        (ofUser.contains(name) ? "u" : "") + (ofOrganization.contains(name) ? "o" : "") + ":" + name)
                .collect(Collectors.joining(","));
        if (!features.isEmpty()) {
            claims.put("fea", features);
        }
        String plans = Stream.concat(
                        request.organization().flatMap(Organization::plan).map(plan -> "o:" + plan).stream(),
                        request.user().plan().map(plan -> "u:" + plan).stream())
                .collect(Collectors.joining(","));
        if (!plans.isEmpty()) {
            claims.put("pla", plans);
        }
    }

    private static Map<String, Object> organization(Organization active, TokenRequest request) {
        Map<String, Object> claim = new LinkedHashMap<>();
        String role = request.role().orElseThrow();
        claim.put("id", active.id());
        claim.put("slg", active.slug());
        claim.put("rol", role);
        List<String> granted = active.permissions(role);
        List<String> names = new ArrayList<>(new LinkedHashSet<>(
                granted.stream().map(permission -> permission.split(":")[1]).toList()));
        if (!names.isEmpty()) {
            claim.put("per", String.join(",", names));
            claim.put(
                    "fpm",
                    active.features().stream()
                            .map(feature -> mask(feature, names, granted))
                            .collect(Collectors.joining(",")));
        }
        return claim;
    }

    /** Bit i is set when the i-th name is granted for this feature. */
    private static String mask(String feature, List<String> names, List<String> granted) {
        BigInteger mask = BigInteger.ZERO;
        for (int bit = 0; bit < names.size(); bit++) {
            if (granted.contains(feature + ":" + names.get(bit))) {
                mask = mask.setBit(bit);
            }
        }
        return mask.toString();
    }
}
