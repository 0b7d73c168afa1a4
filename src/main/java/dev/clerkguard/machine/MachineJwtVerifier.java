package dev.clerkguard.machine;

import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.concurrent.CallerContext;
import dev.clerkguard.keys.JwksCache;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.ClaimsReader;
import dev.clerkguard.token.CompactJwt;
import dev.clerkguard.token.JwtTimes;
import dev.clerkguard.token.SmallRyeJwtVerifier;
import dev.clerkguard.token.TokenType;
import dev.clerkguard.token.VerificationKey;

/**
 * Verifies the JWT forms of M2M tokens and OAuth access tokens (RFC 9068). They are signed with the keys that sign session
 * tokens, so no call is needed; and they cannot be revoked.
 */
final class MachineJwtVerifier {
    private static final String M2M_CATEGORY = "cl_B7d4PD333AAA";
    /** Not custom claims (RFC 7519, section 4.1); Clerk leaves {@code aud} and {@code scopes} among the claims. */
    private static final Set<String> REGISTERED = Set.of("iss", "sub", "exp", "nbf", "iat", "jti");

    private final JwksCache keys;
    private final SmallRyeJwtVerifier signedJwt;
    private final JwtTimes times;
    private final Set<String> issuers;
    private final OAuthAudience audience;

    /** @param issuers empty: a token must name an issuer, whichever it is */
    MachineJwtVerifier(JwksCache keys, Set<String> issuers, OAuthAudience audience, Duration clockSkew, Clock clock) {
        this.keys = keys;
        this.signedJwt = new SmallRyeJwtVerifier(Optional.empty(), Optional.empty(), clockSkew);
        this.times = new JwtTimes(clock, clockSkew);
        this.issuers = issuers;
        this.audience = audience;
    }

    /**
     * What the token says. Fetches no key and never waits.
     *
     * @return empty when nothing is known of the key that it names: {@link #verifyAfterRefresh} may tell more
     * @throws RefusedException when it is no token of this kind and this Clerk instance
     */
    Optional<MachineCredential> verify(TokenType type, String token) {
        CompactJwt jwt = read(type, token);
        return keys.findNow(jwt.headerText("kid"))
                .map(lookup -> verify(type, jwt, VerificationKey.require(lookup, jwt.headerText("kid"))));
    }

    /** The same, once Clerk was asked for the key, where that is due; fails with {@link RefusedException}. */
    Uni<MachineCredential> verifyAfterRefresh(TokenType type, String token) {
        return Uni.createFrom().deferred(() -> {
            CompactJwt jwt = read(type, token);
            return CallerContext.backOn(keys.findAfterRefresh(jwt.headerText("kid")))
                    .map(lookup -> verify(type, jwt, VerificationKey.require(lookup, jwt.headerText("kid"))));
        });
    }

    private static CompactJwt read(TokenType type, String token) {
        CompactJwt jwt = CompactJwt.parse(token);
        if (type == TokenType.M2M_TOKEN) {
            String typ = jwt.headerText("typ");
            String category = jwt.headerText("cat");
            if (typ != null && !typ.equals("JWT")) {
                throw refused(Reason.TOKEN_INVALID, "The token's typ is not JWT.");
            }
            if (category != null && !category.equals(M2M_CATEGORY)) {
                throw refused(Reason.TOKEN_INVALID, "The token's category (cat) is not that of an M2M token.");
            }
        }
        jwt.requireRs256();
        return jwt;
    }

    private MachineCredential verify(TokenType type, CompactJwt jwt, RSAPublicKey key) {
        boolean acceptedBySmallRye = signedJwt.verify(jwt.serialized(), key);
        ObjectNode claims = jwt.claims();
        VerificationResult.requireSubject(type, claims.path("sub"));
        if (type == TokenType.OAUTH_TOKEN) {
            audience.require(claims.path("aud"));
        }
        requireIssuer(claims.path("iss"));
        times.require(claims);
        if (!acceptedBySmallRye) {
            throw refused(Reason.TOKEN_VERIFICATION_FAILED, "The token's claims are not valid.");
        }
        return type == TokenType.M2M_TOKEN ? m2m(claims) : oauth(claims);
    }

    private void requireIssuer(JsonNode claim) {
        boolean accepted = issuers.isEmpty()
                ? ClaimsReader.text(claim).isPresent()
                : claim.isTextual() && issuers.contains(claim.textValue());
        if (!accepted) {
            throw refused(
                    Reason.TOKEN_INVALID_ISSUER, "The token's issuer (iss) is missing or none that is accepted here.");
        }
    }

    private static MachineCredential m2m(ObjectNode claims) {
        ObjectNode custom = claims.deepCopy().without(REGISTERED);
        return new MachineCredential(
                TokenType.M2M_TOKEN,
                id(claims.path("jti")),
                claims.path("sub").textValue(),
                Optional.empty(),
                claims.path("scopes").isTextual() ? words(claims.path("scopes")) : texts(claims.path("aud")),
                custom.isEmpty() ? Optional.empty() : Optional.of(custom.toString()),
                Optional.empty(),
                claims.path("act").isObject(),
                ClaimsReader.seconds(claims.path("exp")));
    }

    private static MachineCredential oauth(ObjectNode claims) {
        return new MachineCredential(
                TokenType.OAUTH_TOKEN,
                id(claims.path("jti")),
                claims.path("sub").textValue(),
                Optional.empty(),
                claims.path("scp").isArray() ? texts(claims.path("scp")) : words(claims.path("scope")),
                Optional.empty(),
                id(claims.path("client_id")),
                claims.path("act").isObject(),
                ClaimsReader.seconds(claims.path("exp")));
    }

    private static Optional<String> id(JsonNode claim) {
        return Optional.of(claim).filter(CompactJwt::isId).map(JsonNode::textValue);
    }

    /** RFC 6749, section 3.3: names separated by spaces. */
    private static List<String> words(JsonNode claim) {
        return ClaimsReader.text(claim)
                .map(text -> List.of(text.split(" ")).stream()
                        .filter(word -> !word.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    private static List<String> texts(JsonNode claim) {
        List<String> texts = new ArrayList<>();
        (claim.isArray() ? claim : List.of(claim))
                .forEach(one -> ClaimsReader.text(one).ifPresent(texts::add));
        return List.copyOf(texts);
    }

    private static RefusedException refused(Reason reason, String detail) {
        return new RefusedException(reason, detail);
    }
}
