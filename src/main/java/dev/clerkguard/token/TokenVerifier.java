package dev.clerkguard.token;

import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.concurrent.CallerContext;
import dev.clerkguard.keys.JwksCache;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.ClaimsReader;
import dev.clerkguard.session.Session;

/**
 * Decides whether a token is a session token of this Clerk instance. The checks have the order of Clerk's own SDK, so that a
 * token with several faults is refused with the same reason.
 */
public final class TokenVerifier {
    /** The values of the header {@code cat} that a session token can have. */
    private static final Set<String> SESSION_CATEGORIES = Set.of("cl_B7d4PD111AAA", "cl_I7d4PD111III");

    private static final Set<String> ACCESS_TOKEN_TYPES = Set.of("at+jwt", "application/at+jwt");
    private static final List<String> OPAQUE_PREFIXES = List.of("ak_", "mt_", "oat_");
    private static final String MACHINE_SUBJECT = "mch_";
    private static final String USER_SUBJECT = "user_";

    private final JwksCache keys;
    private final SmallRyeJwtVerifier signedJwt;
    private final Optional<String> issuer;
    private final Optional<Set<String>> audience;
    private final Optional<Set<String>> authorizedParties;
    private final boolean pendingIsSignedOut;
    private final JwtTimes times;
    private final TokenLifetimeLimit lifetimeLimit;
    private final Clock clock;

    /** @param maxLifetime of a token, from iat to exp */
    TokenVerifier(
            JwksCache keys, Optional<String> issuer, VerificationConfig config, Duration maxLifetime, Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.audience = config.audience();
        this.authorizedParties = config.authorizedParties();
        this.pendingIsSignedOut = config.treatPendingAsSignedOut();
        this.times = new JwtTimes(clock, config.clockSkew());
        this.signedJwt = new SmallRyeJwtVerifier(issuer, audience, config.clockSkew());
        this.lifetimeLimit = new TokenLifetimeLimit(maxLifetime);
        this.clock = clock;
    }

    /**
     * The session of the token. Fetches no key and does not wait.
     *
     * @return empty when the key that the token names is not known: {@link #verifyAfterRefresh} can fetch it
     * @throws RefusedException when this is no session token of this instance
     */
    public Optional<Session> verify(String token) {
        CompactJwt jwt = readSessionToken(token);
        return keys.findNow(jwt.headerText("kid"))
                .map(lookup -> verifySignatureAndClaims(jwt, VerificationKey.require(lookup, jwt.headerText("kid"))));
    }

    /** The session of the token, after a fetch of the keys where one is due; fails with {@link RefusedException}. */
    public Uni<Session> verifyAfterRefresh(String token) {
        return Uni.createFrom().deferred(() -> {
            CompactJwt jwt = readSessionToken(token);
            return CallerContext.backOn(keys.findAfterRefresh(jwt.headerText("kid")))
                    .map(lookup ->
                            verifySignatureAndClaims(jwt, VerificationKey.require(lookup, jwt.headerText("kid"))));
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
        times.require(jwt.claims());
        requireLifetime(jwt.claims());
        requireActive(jwt.claims().path("sts"));
        if (!acceptedBySmallRye) {
            throw refused(Reason.TOKEN_VERIFICATION_FAILED, "The token's claims are not valid.");
        }
        return ClaimsReader.read(jwt.claims(), jwt.claimsJson());
    }

    /** API keys, M2M and OAuth tokens that are no JWT. Their prefix tells the kind. */
    private static void requireNoOpaqueToken(String token) {
        for (String prefix : OPAQUE_PREFIXES) {
            if (token.startsWith(prefix)) {
                throw refused(
                        Reason.TOKEN_TYPE_MISMATCH,
                        "This accepts session tokens only, and the credential is of another kind.");
            }
        }
    }

    /** A JWT of a machine is refused before a key is used, because it must not be accepted as a user's token. */
    private static void requireSessionToken(CompactJwt jwt) {
        String type = jwt.headerText("typ");
        String category = jwt.headerText("cat");
        boolean machine = type != null && ACCESS_TOKEN_TYPES.contains(type.toLowerCase(Locale.ROOT))
                || jwt.claims().path("sub").asText().startsWith(MACHINE_SUBJECT)
                || category != null && !SESSION_CATEGORIES.contains(category);
        if (machine) {
            throw refused(
                    Reason.TOKEN_TYPE_MISMATCH,
                    "This accepts session tokens only, and the credential is of another kind.");
        }
    }

    /** RFC 7515, section 4.1. Members that contain a key (jwk, jku, x5u, x5c) are not read. */
    private static void requireHeader(CompactJwt jwt) {
        String type = jwt.headerText("typ");
        if (type != null && !type.equals("JWT")) {
            throw refused(Reason.TOKEN_INVALID, "The token's typ is not JWT.");
        }
        jwt.requireRs256();
    }

    private static void requireIds(ObjectNode claims) {
        JsonNode subject = claims.path("sub");
        if (!CompactJwt.isId(subject)
                || !subject.textValue().startsWith(USER_SUBJECT)
                || subject.textValue().equals(USER_SUBJECT)) {
            throw refused(Reason.TOKEN_VERIFICATION_FAILED, "The token's subject (sub) is not a user.");
        }
        if (!CompactJwt.isId(claims.path("sid"))) {
            throw refused(Reason.TOKEN_VERIFICATION_FAILED, "The token has no session id (sid).");
        }
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

    /** Without a configured issuer, for example with a PEM key only, the token must have an issuer of any value. */
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

    private void requireLifetime(ObjectNode claims) {
        lifetimeLimit.require(
                clock.instant(),
                ClaimsReader.seconds(claims.path("iat")),
                ClaimsReader.seconds(claims.path("exp")).orElseThrow());
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
