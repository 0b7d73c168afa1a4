package dev.clerkguard.token;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * Finds the token in the {@code Authorization} header: {@code Bearer <token>} and nothing else (RFC 6750, section 2.1),
 * the scheme in any case (RFC 9110, section 11.1).
 */
final class BearerTokenExtractor {
    /** Clerk keeps session tokens below 4 kB so that they fit into a cookie. This limit leaves room and bounds the work. */
    static final int LONGEST = 16 * 1024;

    private static final String SCHEME = "Bearer";
    /** 1 for each byte value that no token contains. */
    private static final byte[] FOREIGN = foreignCharacters();

    private BearerTokenExtractor() {}

    /**
     * @param headers the values of all {@code Authorization} headers
     * @return the token; empty when the request has none
     * @throws RefusedException when the header contains something else than a bearer token
     */
    static Optional<String> from(List<String> headers) {
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        if (headers.size() > 1) {
            throw invalid("The request has more than one Authorization header.");
        }
        String header = headers.get(0).strip();
        int schemeEnd = header.indexOf(' ');
        String scheme = schemeEnd < 0 ? header : header.substring(0, schemeEnd);
        String token = schemeEnd < 0 ? "" : header.substring(schemeEnd).strip();
        if (!SCHEME.equalsIgnoreCase(scheme)) {
            if (schemeEnd < 0 && !header.isEmpty()) {
                throw invalid("The Authorization header has no scheme; it must be 'Bearer', a space and the token.");
            }
            return Optional.empty();
        }
        if (token.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(checked(token));
    }

    /** @throws RefusedException token-invalid when the text is longer than a token, or has a character that no token has */
    static String checked(String token) {
        if (token.length() > LONGEST) {
            throw invalid("The token is longer than any session token.");
        }
        // No branch for each character: its outcome cannot be predicted, and that cost more than the rest of the work
        // for a cached token. A character outside ISO 8859-1 becomes a question mark, which no token has.
        int foreign = 0;
        for (byte character : token.getBytes(StandardCharsets.ISO_8859_1)) {
            foreign |= FOREIGN[character & 0xff];
        }
        if (foreign != 0) {
            throw invalid("There is text after the token, or a character in it that no token has.");
        }
        return token;
    }

    /** RFC 6750, section 2.1: b64token. */
    private static boolean isTokenCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~+/=".indexOf(c) >= 0;
    }

    private static byte[] foreignCharacters() {
        byte[] foreign = new byte[256];
        for (int c = 0; c < foreign.length; c++) {
            foreign[c] = (byte) (isTokenCharacter(c) ? 0 : 1);
        }
        return foreign;
    }

    private static RefusedException invalid(String detail) {
        return new RefusedException(Reason.TOKEN_INVALID, detail);
    }
}
