package dev.clerkguard.devclerk;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jose4j.json.JsonUtil;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

import dev.clerkguard.devclerk.Cast.Organization;

/** Mints session tokens as Clerk does, version 2 (Clerk docs, "Session tokens"). */
final class TokenMint {
    private static final int NOT_BEFORE_LEEWAY_SECONDS = 10;
    private static final String SESSION_TOKEN = "cl_B7d4PD111AAA";

    private final DevKey key;
    private final String issuer;
    private final Clock clock;

    TokenMint(DevKey key, String issuer, Clock clock) {
        this.key = key;
        this.issuer = issuer;
        this.clock = clock;
    }

    String mint(Ticket ticket) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        jws.setKeyIdHeaderValue(key.id());
        jws.setHeader("typ", "JWT");
        jws.setHeader("cat", SESSION_TOKEN);
        jws.setKey(key.jwk().getPrivateKey());
        jws.setPayload(JsonUtil.toJson(claims(ticket)));
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("The stand-in cannot sign", e);
        }
    }

    private Map<String, Object> claims(Ticket ticket) {
        Instant expires = clock.instant().plus(ticket.lifetime());
        Instant issued = ticket.lifetime().isNegative() ? expires.minusSeconds(60) : clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("v", 2);
        claims.put("iss", issuer);
        ticket.origin().ifPresent(origin -> claims.put("azp", origin));
        claims.put("sub", ticket.person().id());
        claims.put("sid", ticket.sessionId());
        claims.put("iat", issued.getEpochSecond());
        claims.put("nbf", issued.getEpochSecond() - NOT_BEFORE_LEEWAY_SECONDS);
        claims.put("exp", expires.getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString().replace("-", "").substring(0, 20));
        claims.put("sts", "active");
        claims.put("fva", List.of(0, -1));
        ticket.actor()
                .ifPresent(actor -> claims.put("act", Map.of("iss", "https://dashboard.clerk.com", "sub", actor)));
        scoped(claims, ticket);
        ticket.organization().ifPresent(active -> claims.put("o", organization(active, ticket)));
        return claims;
    }

    /** The features and plans of the user and of the active organisation: {@code o:dashboard,u:beta,uo:both}. */
    private static void scoped(Map<String, Object> claims, Ticket ticket) {
        List<String> ofOrganization =
                ticket.organization().map(Organization::features).orElse(List.of());
        List<String> ofUser = ticket.person().features();
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
                        ticket.organization().flatMap(Organization::plan).map(plan -> "o:" + plan).stream(),
                        ticket.person().plan().map(plan -> "u:" + plan).stream())
                .collect(Collectors.joining(","));
        if (!plans.isEmpty()) {
            claims.put("pla", plans);
        }
    }

    private static Map<String, Object> organization(Organization active, Ticket ticket) {
        Map<String, Object> claim = new LinkedHashMap<>();
        String role = ticket.role().orElseThrow();
        claim.put("id", active.id());
        claim.put("slg", active.slug());
        claim.put("rol", role);
        List<String> granted = active.permissions().getOrDefault(role, List.of());
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
