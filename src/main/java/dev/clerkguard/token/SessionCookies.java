package dev.clerkguard.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.ClaimsReader;

/**
 * Chooses between the session cookies of a browser. An application sets {@code __session} and a second cookie with a suffix
 * of its instance. A request can have both, from different times and from other instances on the same domain. The choice is
 * that of Clerk's JS SDK. The chosen token is not verified here.
 */
final class SessionCookies {
    static final String SESSION = "__session";
    private static final String CLIENT_UAT = "__client_uat";
    /** When the client was last updated; zero means signed out. */
    private static final String SIGNED_OUT = "0";

    private static final int SUFFIX_LENGTH = 8;
    private static final ObjectNode UNREADABLE = JsonNodeFactory.instance.objectNode();

    private final Optional<String> suffix;
    private final boolean production;
    private final String frontendApi;
    private final Clock clock;

    /** @param publishableKey gives the suffix; without it only the cookie without a suffix is read */
    SessionCookies(Optional<String> publishableKey, String issuer, Clock clock) {
        this.suffix = publishableKey.map(SessionCookies::suffix);
        this.production =
                publishableKey.filter(key -> key.startsWith("pk_live_")).isPresent();
        this.frontendApi = withoutScheme(issuer);
        this.clock = clock;
    }

    /** The token of the chosen cookie; empty when the request does not have that cookie. */
    Optional<String> choose(Map<String, String> cookies) {
        String name = suffix.isPresent() && suffixedCounts(cookies) ? SESSION + suffix.get() : SESSION;
        return Optional.ofNullable(present(cookies, name));
    }

    /** As {@code usesSuffixedCookies} in @clerk/backend. */
    private boolean suffixedCounts(Map<String, String> cookies) {
        String plain = present(cookies, SESSION);
        String suffixed = present(cookies, SESSION + suffix.orElse(""));
        String plainUat = present(cookies, CLIENT_UAT);
        String suffixedUat = present(cookies, CLIENT_UAT + suffix.orElse(""));
        if (plain != null) {
            String issuer = claims(plain).path("iss").asText();
            if (issuer.isEmpty()) {
                return false;
            }
            if (!frontendApi.equals(withoutScheme(issuer))) {
                return true;
            }
        }
        if (suffixedUat == null) {
            return false;
        }
        boolean signedOutHere = suffixedUat.equals(SIGNED_OUT);
        boolean signedOutThere = SIGNED_OUT.equals(plainUat);
        if (signedOutHere) {
            return signedOutThere;
        }
        if (signedOutThere) {
            return production || !expired(suffixed);
        }
        return !issuedAt(plain).isAfter(issuedAt(suffixed));
    }

    private boolean expired(String token) {
        return token != null
                && ClaimsReader.seconds(claims(token).path("exp"))
                        .filter(exp -> !exp.isAfter(clock.instant()))
                        .isPresent();
    }

    private static Instant issuedAt(String token) {
        return token == null
                ? Instant.EPOCH
                : ClaimsReader.seconds(claims(token).path("iat")).orElse(Instant.EPOCH);
    }

    private static ObjectNode claims(String token) {
        try {
            return token.length() > BearerTokenExtractor.LONGEST
                    ? UNREADABLE
                    : CompactJwt.parse(token).claims();
        } catch (RefusedException e) {
            // Chosen or not, an unreadable token is refused with its reason when it is verified.
            return UNREADABLE;
        }
    }

    private static String present(Map<String, String> cookies, String name) {
        String value = cookies.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static String withoutScheme(String url) {
        return url.replaceFirst("(?i)^https?://", "");
    }

    private static String suffix(String publishableKey) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(publishableKey.getBytes(StandardCharsets.UTF_8));
            return "_" + Base64.getUrlEncoder().encodeToString(hash).substring(0, SUFFIX_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
