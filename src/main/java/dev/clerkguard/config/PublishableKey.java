package dev.clerkguard.config;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Clerk's publishable key: {@code pk_test_} or {@code pk_live_}, then the Frontend API's host and a {@code $} in base64
 * (Clerk docs, "Environment variables"). It is not a secret.
 *
 * @param live whether it belongs to a production instance
 * @param frontendApi the host, {@code clerk.example.com}
 */
record PublishableKey(boolean live, String frontendApi) {
    private static final String TEST = "pk_test_";
    private static final String LIVE = "pk_live_";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(:\\d{1,5})?");

    /** @throws IllegalArgumentException with a sentence about the fault of the key */
    static PublishableKey parse(String text) {
        String key = text.strip();
        if (!key.startsWith(TEST) && !key.startsWith(LIVE)) {
            throw new IllegalArgumentException("it must start with pk_test_ or pk_live_");
        }
        String decoded = decode(key.substring(TEST.length()));
        if (!decoded.endsWith("$")
                || !HOST.matcher(decoded.substring(0, decoded.length() - 1)).matches()) {
            throw new IllegalArgumentException("it does not contain a host name; it may be cut off");
        }
        return new PublishableKey(key.startsWith(LIVE), decoded.substring(0, decoded.length() - 1));
    }

    String issuer() {
        return "https://" + frontendApi;
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("what follows its prefix is not base64; it may be cut off");
        }
    }
}
