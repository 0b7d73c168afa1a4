package dev.clerkguard.session;

import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.keys.KeyLookup;
import dev.clerkguard.keys.KeyRing;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * Decides whether a token is a session token of this Clerk instance. All of the decision is here, in the order in which
 * it is made; the order is that of Clerk's own SDK, so that a token with several faults has the same reason here.
 */
public final class TokenVerifier {
    /** Header categories (Clerk's {@code cat}) that are a session token or say nothing. */
    private static final Set<String> SESSION_CATEGORIES = Set.of("cl_B7d4PD111AAA", "cl_I7d4PD111III");

    private static final Set<String> ACCESS_TOKEN_TYPES = Set.of("at+jwt", "application/at+jwt");
    private static final List<String> OPAQUE_PREFIXES = List.of("ak_", "mt_", "oat_");
    private static final String MACHINE_SUBJECT = "mch_";
    private static final String USER_SUBJECT = "user_";

    private final KeyRing keys;
    private final SignedJwt signedJwt;
    private final Optional<String> issuer;
    private final Optional<Set<String>> audience;
    private final Optional<Set<String>> authorizedParties;
    private final boolean pendingIsSignedOut;
    private final Duration clockSkew;
    private final Clock clock;

    TokenVerifier(KeyRing keys, Optional<String> issuer, VerificationConfig config, Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.audience = config.audience();
        this.authorizedParties = config.authorizedParties();
        this.pendingIsSignedOut = config.treatPendingAsSignedOut();
        this.clockSkew = config.clockSkew();
        this.clock = clock;
        this.signedJwt = new SignedJwt(issuer, audience, clockSkew);
    }

    /**
     * The session that the token proves. Fetches no key and never waits.
     *
     * @return empty when nothing is known of the key that the token names: {@link #verifyAfterRefresh} may tell more
     * @throws RefusedException when this is no session token of this instance
     */
    public Optional<Session> verify(String token) {
        CompactJwt jwt = readSessionToken(token);
        return keys.findNow(jwt.headerText("kid")).map(lookup -> verifySignatureAndClaims(jwt, keyOrRefused(lookup)));
    }

    /** The same, once Clerk was asked for the key, where that is due; fails with {@link RefusedException}. */
    public Uni<Session> verifyAfterRefresh(String token) {
        return Uni.createFrom().deferred(() -> {
            CompactJwt jwt = readSessionToken(token);
            return RequestContext.backOn(keys.findAfterRefresh(jwt.headerText("kid")))
                    .map(lookup -> verifySignatureAndClaims(jwt, keyOrRefused(lookup)));
        });
    }

    private static CompactJwt readSessionToken(String token) {
        requireNoOpaqueToken(token);
        CompactJwt jwt = CompactJwt.parse(token);
        requireSessionToken(jwt);
        requireHeader(jwt);
        return jwt;
    }

    private Session verifySignatureAndClaims(CompactJwt jwt, RSAPublicKey key) {
        boolean acceptedBySmallRye = signedJwt.verify(jwt.serialized(), key);
        requireIds(jwt.claims());
        requireAudience(jwt.claims().path("aud"));
        requireAuthorizedParty(jwt.claims().path("azp"));
        requireIssuer(jwt.claims().path("iss"));
        requireTimes(jwt.claims());
        requireActive(jwt.claims().path("sts"));
        if (!acceptedBySmallRye) {
            throw refused(Reason.TOKEN_VERIFICATION_FAILED, "The token's claims are not valid.");
        }
        return ClaimsReader.read(jwt.claims(), jwt.claimsJson());
    }

    /** API keys, M2M and OAuth tokens that are no JWT; Clerk tells them apart by their prefix. */
    private static void requireNoOpaqueToken(String token) {
        if (OPAQUE_PREFIXES.stream().anyMatch(token::startsWith)) {
            throw refused(Reason.TOKEN_TYPE_MISMATCH, "A session token is wanted here, and this is none.");
        }
    }

    /** A machine's token is told apart before any key is touched: it must never pass for a person's. */
    private static void requireSessionToken(CompactJwt jwt) {
        String type = jwt.headerText("typ");
        String category = jwt.headerText("cat");
        boolean machine = type != null && ACCESS_TOKEN_TYPES.contains(type.toLowerCase(Locale.ROOT))
                || jwt.claims().path("sub").asText().startsWith(MACHINE_SUBJECT)
                || category != null && !SESSION_CATEGORIES.contains(category);
        if (machine) {
            throw refused(Reason.TOKEN_TYPE_MISMATCH, "A session token is wanted here, and this is none.");
        }
    }

    /** RFC 7515, section 4.1. Members that would bring a key along (jwk, jku, x5u, x5c) are never looked at. */
    private static void requireHeader(CompactJwt jwt) {
        String type = jwt.headerText("typ");
        if (type != null && !type.equals("JWT")) {
            throw refused(Reason.TOKEN_INVALID, "The token's typ is not JWT.");
        }
        if (jwt.header().has("crit") || jwt.header().has("b64")) {
            throw refused(Reason.TOKEN_INVALID, "The token demands an extension that is not understood.");
        }
        if (!"RS256".equals(jwt.headerText("alg"))) {
            throw refused(Reason.TOKEN_INVALID_ALGORITHM, "The token's alg is not RS256.");
        }
    }

    private static RSAPublicKey keyOrRefused(KeyLookup lookup) {
        if (lookup instanceof KeyLookup.Found found) {
            return found.key();
        }
        if (lookup instanceof KeyLookup.NotLoaded nothing) {
            Reason reason =
                    switch (nothing.why().why()) {
                        case NOT_REACHABLE -> Reason.JWK_REMOTE_FAILED_TO_LOAD;
                        case NOT_A_JWKS -> Reason.JWK_REMOTE_INVALID;
                        case NO_USABLE_KEY -> Reason.JWK_REMOTE_MISSING;
                    };
            throw new RefusedException(
                    reason,
                    "Nobody can be authenticated now: " + nothing.why().getMessage() + ".",
                    nothing.retryAfter());
        }
        throw refused(Reason.JWK_KID_MISMATCH, "None of Clerk's keys has the key id (kid) that the token names.");
    }

    private static void requireIds(ObjectNode claims) {
        JsonNode subject = claims.path("sub");
        if (!isId(subject)
                || !subject.textValue().startsWith(USER_SUBJECT)
                || subject.textValue().equals(USER_SUBJECT)) {
            throw refused(Reason.TOKEN_VERIFICATION_FAILED, "The token's subject (sub) is not a user.");
        }
        if (!isId(claims.path("sid"))) {
            throw refused(Reason.TOKEN_VERIFICATION_FAILED, "The token has no session id (sid).");
        }
    }

    /** Ids go on into headers, addresses and logs: visible ASCII only, so that no line break or NUL goes with them. */
    private static boolean isId(JsonNode claim) {
        return claim.isTextual()
                && !claim.textValue().isEmpty()
                && claim.textValue().chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private void requireAudience(JsonNode claim) {
        if (audience.isEmpty()) {
            return;
        }
        boolean named = claim.isArray()
                ? StreamSupport.stream(claim.spliterator(), false).anyMatch(one -> isOneOf(audience.get(), one))
                : isOneOf(audience.get(), claim);
        if (!named) {
            throw refused(Reason.TOKEN_INVALID_AUDIENCE, "The token's audience (aud) is missing or another one.");
        }
    }

    private void requireAuthorizedParty(JsonNode claim) {
        if (authorizedParties.isPresent() && !isOneOf(authorizedParties.get(), claim)) {
            throw refused(
                    Reason.TOKEN_INVALID_AUTHORIZED_PARTIES,
                    "The token's authorized party (azp) is missing or none of CLERK_AUTHORIZED_PARTIES.");
        }
    }

    /** Without a configured issuer (a PEM key alone says none) a token must still name one. */
    private void requireIssuer(JsonNode claim) {
        boolean named = issuer.map(ours -> ours.equals(claim.textValue()))
                .orElseGet(() -> ClaimsReader.text(claim).isPresent());
        if (!named) {
            throw refused(
                    Reason.TOKEN_INVALID_ISSUER,
                    "The token's issuer (iss) is missing or not this Clerk instance"
                            + issuer.map(ours -> ", " + ours + ".").orElse("."));
        }
    }

    private void requireTimes(ObjectNode claims) {
        Instant now = clock.instant();
        Instant expires = time(claims.path("exp"))
                .orElseThrow(() -> refused(Reason.TOKEN_VERIFICATION_FAILED, "The token has no expiry time (exp)."));
        if (!now.minus(clockSkew).isBefore(expires)) {
            throw refused(Reason.TOKEN_EXPIRED, "The token has expired. Get a new one from Clerk: getToken().");
        }
        if (time(claims.path("nbf")).filter(now.plus(clockSkew)::isBefore).isPresent()) {
            throw refused(Reason.TOKEN_NOT_ACTIVE_YET, "The token's not-before time (nbf) is in the future.");
        }
        if (time(claims.path("iat")).filter(now.plus(clockSkew)::isBefore).isPresent()) {
            throw refused(Reason.TOKEN_IAT_IN_THE_FUTURE, "The token's time of issue (iat) is in the future.");
        }
    }

    /** RFC 7519, section 2, NumericDate. Absent is allowed here, another type is not. */
    private static Optional<Instant> time(JsonNode claim) {
        Optional<Instant> time = ClaimsReader.seconds(claim);
        if (time.isEmpty() && !claim.isMissingNode()) {
            throw refused(Reason.TOKEN_VERIFICATION_FAILED, "A time in the token is not a number of seconds.");
        }
        return time;
    }

    /** A pending session has tasks left, such as choosing an organisation; Clerk treats it as signed out. */
    private void requireActive(JsonNode status) {
        if (pendingIsSignedOut && "pending".equals(status.textValue())) {
            throw refused(Reason.SESSION_PENDING, "The session is pending: the user has tasks to complete in Clerk.");
        }
    }

    private static boolean isOneOf(Set<String> allowed, JsonNode claim) {
        return claim.isTextual() && allowed.contains(claim.textValue());
    }

    private static RefusedException refused(Reason reason, String detail) {
        return new RefusedException(reason, detail);
    }
}
