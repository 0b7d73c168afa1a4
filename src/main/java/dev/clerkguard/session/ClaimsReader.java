package dev.clerkguard.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.session.Session.Actor;
import dev.clerkguard.session.Session.FactorVerificationAge;
import dev.clerkguard.session.Session.Organization;
import dev.clerkguard.session.Session.ScopedName;

/**
 * Reads the claims of a session token, version 1 and 2 (Clerk docs, "Session tokens"). Never fails: a claim of the
 * wrong shape is read as absent.
 */
public final class ClaimsReader {
    private static final int VERSION_2 = 2;
    private static final SharedValues VALUES = new SharedValues();

    private ClaimsReader() {}

    /**
     * @param claims of a token whose sub, sid and exp have been verified
     * @param json the text that they were read from
     */
    public static Session read(ObjectNode claims, String json) {
        boolean version2 = claims.path("v").isNumber() && claims.path("v").doubleValue() == VERSION_2;
        // Clerk's SDK reads these two claims in both versions: a template may add them to a token of version 1.
        List<ScopedName> features = VALUES.shared(ScopedNames.read(claims.path("fea")));
        return new ClaimsSession(
                claims.path("sub").asText(),
                claims.path("sid").asText(),
                text(claims.path("sts")),
                actor(claims.path("act")),
                (version2 ? organizationV2(claims.path("o"), features) : organizationV1(claims)).map(VALUES::shared),
                factorVerificationAge(claims.path("fva")),
                features,
                VALUES.shared(ScopedNames.read(claims.path("pla"))),
                seconds(claims.path("iat")),
                seconds(claims.path("exp")).orElse(Instant.EPOCH),
                ClaimsText.of(readableByAll(claims, json)));
    }

    /**
     * Replaces half a surrogate pair, which only an escape can contain, by a question mark: some JSON parsers refuse it
     * (RFC 8259, section 8.2).
     */
    private static String readableByAll(ObjectNode claims, String json) {
        return json.contains("\\u") ? claims.toString() : json;
    }

    private static Optional<Organization> organizationV1(ObjectNode claims) {
        List<String> permissions = new ArrayList<>();
        if (claims.path("org_permissions").isArray()) {
            claims.path("org_permissions").forEach(name -> text(name).ifPresent(permissions::add));
        }
        return text(claims.path("org_id"))
                .map(id -> new Organization(
                        id, text(claims.path("org_slug")), text(claims.path("org_role")), List.copyOf(permissions)));
    }

    private static Optional<Organization> organizationV2(JsonNode o, List<ScopedName> features) {
        return text(o.path("id"))
                .map(id -> new Organization(
                        id,
                        text(o.path("slg")),
                        text(o.path("rol")).map(role -> "org:" + role),
                        OrganizationPermissions.decode(features, text(o.path("per")), text(o.path("fpm")))));
    }

    private static Optional<Actor> actor(JsonNode act) {
        return text(act.path("sub"))
                .map(sub -> new Actor(sub, text(act.path("sid")), text(act.path("iss")), text(act.path("type"))));
    }

    private static Optional<FactorVerificationAge> factorVerificationAge(JsonNode fva) {
        if (!fva.isArray() || fva.size() != 2 || !isAge(fva.get(0)) || !isAge(fva.get(1))) {
            return Optional.empty();
        }
        return Optional.of(
                new FactorVerificationAge(fva.get(0).intValue(), fva.get(1).intValue()));
    }

    private static boolean isAge(JsonNode minutes) {
        return minutes.isIntegralNumber() && minutes.canConvertToInt() && minutes.intValue() >= -1;
    }

    public static Optional<Instant> seconds(JsonNode claim) {
        return claim.isNumber()
                        && claim.canConvertToLong()
                        && claim.longValue() >= Instant.MIN.getEpochSecond()
                        && claim.longValue() <= Instant.MAX.getEpochSecond()
                ? Optional.of(Instant.ofEpochSecond(claim.longValue()))
                : Optional.empty();
    }

    public static Optional<String> text(JsonNode claim) {
        return claim.isTextual() && !claim.textValue().isEmpty() ? Optional.of(claim.textValue()) : Optional.empty();
    }
}
