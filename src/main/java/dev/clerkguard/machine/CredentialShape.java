package dev.clerkguard.machine;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.token.CompactJwt;
import dev.clerkguard.token.TokenType;

/** Recognizes the kind of a credential from its text, before anything is verified, fetched or called. */
final class CredentialShape {
    private static final Map<String, TokenType> PREFIXES = Map.of(
            "ak_", TokenType.API_KEY,
            "mt_", TokenType.M2M_TOKEN,
            "oat_", TokenType.OAUTH_TOKEN);
    /** RFC 6750, section 2.1, {@code b64token}; Clerk's own keys contain slashes and end with an equals sign. */
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
    /** RFC 9068, section 2.1. Clerk's SDK takes these spellings only. */
    private static final Set<String> ACCESS_TOKEN = Set.of("at+jwt", "application/at+jwt");

    private static final String MACHINE_SUBJECT = "mch_";
    private static final int JWT_DOTS = 2;

    private CredentialShape() {}

    /** Whether Clerk has to be asked about it: it has the prefix of a kind, and so is no JWT. */
    static boolean isOpaque(String credential) {
        return PREFIXES.keySet().stream().anyMatch(credential::startsWith);
    }

    /**
     * The kind that the credential claims to be. A JWT that is of no other kind counts as a session token.
     *
     * @throws RefusedException token-invalid when it has the prefix of a kind and cannot be one
     */
    static TokenType of(String credential) {
        for (Map.Entry<String, TokenType> kind : PREFIXES.entrySet()) {
            if (credential.startsWith(kind.getKey())) {
                requireSecret(credential.substring(kind.getKey().length()));
                return kind.getValue();
            }
        }
        return ofJwt(credential);
    }

    private static void requireSecret(String secret) {
        boolean jwt = secret.chars().filter(character -> character == '.').count() == JWT_DOTS;
        if (jwt || !SECRET.matcher(secret).matches()) {
            throw new RefusedException(Reason.TOKEN_INVALID, "The credential is malformed.");
        }
    }

    private static TokenType ofJwt(String credential) {
        CompactJwt jwt;
        try {
            jwt = CompactJwt.parse(credential);
        } catch (RefusedException malformed) {
            // Where session tokens are verified, it is refused with the reason that it always has.
            return TokenType.SESSION_TOKEN;
        }
        if (jwt.claims().path("sub").asText().startsWith(MACHINE_SUBJECT)) {
            return TokenType.M2M_TOKEN;
        }
        return ACCESS_TOKEN.contains(jwt.header().path("typ").asText())
                ? TokenType.OAUTH_TOKEN
                : TokenType.SESSION_TOKEN;
    }
}
