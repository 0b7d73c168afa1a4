package dev.clerkguard.replication;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Authenticates what replicas write to Redis: HMAC-SHA256 (RFC 2104) with a key that is derived from a shared secret. The
 * name of the channel or key is covered too, so that a message is valid only where it was written.
 *
 * <p>While a secret is rotated there are several. A message then carries a code for each, and one valid code is enough.
 */
final class MessageAuthenticator {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "clerk-guard replication 1";
    private static final int SHORTEST_SECRET = 24;
    private static final int MOST_SECRETS = 4;

    private final List<SecretKeySpec> keys;

    /** @throws ConfigurationException without a secret, or when one is too short; the message does not contain it */
    MessageAuthenticator(List<String> secrets) {
        List<String> given = secrets.stream()
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .toList();
        if (given.isEmpty()) {
            throw new ConfigurationException("REDIS_URL needs a secret that all replicas have:"
                    + " CLERK_REPLICAS_SECRET, CLERK_WEBHOOK_SIGNING_SECRET or CLERK_SECRET_KEY.");
        }
        if (given.size() > MOST_SECRETS || given.stream().anyMatch(MessageAuthenticator::isShort)) {
            throw new ConfigurationException("CLERK_REPLICAS_SECRET (clerk.replicas.secret) must be at most "
                    + MOST_SECRETS + " secrets of at least " + SHORTEST_SECRET + " characters each. Its default is"
                    + " CLERK_WEBHOOK_SIGNING_SECRET, else CLERK_SECRET_KEY.");
        }
        this.keys = given.stream().map(MessageAuthenticator::derive).toList();
    }

    /** Clerk generates its own secrets, so only a secret that an operator invents has a minimum. */
    private static boolean isShort(String secret) {
        return secret.length() < SHORTEST_SECRET && !secret.startsWith("whsec_") && !secret.startsWith("sk_");
    }

    private static SecretKeySpec derive(String secret) {
        SecretKeySpec master = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        return new SecretKeySpec(code(master, PURPOSE), ALGORITHM);
    }

    /** The codes of a content, separated by commas. */
    String sign(String name, String content) {
        return keys.stream()
                .map(key -> Base64.getUrlEncoder().withoutPadding().encodeToString(code(key, name + "\n" + content)))
                .collect(Collectors.joining(","));
    }

    boolean isValid(String name, String codes, String content) {
        List<byte[]> given = Stream.of(codes.split(",", MOST_SECRETS))
                .map(code -> code.getBytes(StandardCharsets.UTF_8))
                .toList();
        boolean valid = false;
        for (String expected : sign(name, content).split(",")) {
            byte[] bytes = expected.getBytes(StandardCharsets.UTF_8);
            for (byte[] code : given) {
                // All are compared in constant time, so the duration tells nothing about the codes.
                valid |= MessageDigest.isEqual(bytes, code);
            }
        }
        return valid;
    }

    private static byte[] code(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HMAC-SHA256", e);
        }
    }
}
