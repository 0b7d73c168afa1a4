package dev.clerkguard.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Reads the PEM public key from Clerk's dashboard ("JWKS public key", RFC 7468) in the forms in which it reaches an
 * environment variable: with real line breaks, CRLF, {@code \n} escapes, quotes around it, or as the bare base64.
 */
public final class PemKey {
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private PemKey() {}

    /** @throws IllegalArgumentException with a message that says what is wrong and does not repeat the key */
    public static RSAPublicKey read(String text) {
        // Each tool that passes the text on can escape it once more (\n, \\n) or add a byte order mark.
        String pem = text.replaceAll("\\\\+[rn]", "\n").replace("\ufeff", "").strip();
        if (pem.length() > 1 && (pem.startsWith("\"") || pem.startsWith("'")) && pem.endsWith(pem.substring(0, 1))) {
            pem = pem.substring(1, pem.length() - 1).strip();
        }
        if (pem.contains("PRIVATE KEY")) {
            throw new IllegalArgumentException("it is a private key; a public key is required");
        }
        if (pem.startsWith(BEGIN) != pem.endsWith(END)) {
            throw new IllegalArgumentException("it is cut off: it has only one of its BEGIN and END lines");
        }
        if (pem.startsWith(BEGIN) && pem.length() >= BEGIN.length() + END.length()) {
            pem = pem.substring(BEGIN.length(), pem.length() - END.length());
        } else if (pem.contains("-----")) {
            throw new IllegalArgumentException("it is not a PEM block of the type PUBLIC KEY");
        }
        return decode(pem.replaceAll("\\s+", ""));
    }

    private static RSAPublicKey decode(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
            if (key.getModulus().bitLength() < Jwks.MIN_KEY_BITS) {
                throw new IllegalArgumentException("its RSA key is shorter than 2048 bits");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is not an RSA public key");
        } catch (IllegalArgumentException e) {
            throw e.getMessage().startsWith("its ") ? e : new IllegalArgumentException("it is not base64");
        }
    }
}
