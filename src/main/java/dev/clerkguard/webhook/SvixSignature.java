package dev.clerkguard.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.vertx.core.http.HttpServerRequest;

/**
 * Verifies that a delivery comes from Svix on behalf of Clerk: HMAC-SHA256 over id, timestamp and raw body (Svix docs,
 * "Verifying webhooks manually"; the scheme of standardwebhooks.com).
 */
final class SvixSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1,";
    private static final String PREFIX = "whsec_";
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    /** Bytes; the minimum of the Standard Webhooks specification. */
    private static final int SHORTEST_SECRET = 24;

    private final List<SecretKeySpec> secrets;
    private final Duration tolerance;
    private final Clock clock;

    /** @throws IllegalArgumentException when a secret is malformed; the message does not contain it */
    SvixSignature(List<String> secrets, Duration tolerance, Clock clock) {
        this.secrets = secrets.stream().map(SvixSignature::secret).toList();
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /** The three headers of a delivery; null where one is missing. */
    record Headers(String id, String timestamp, String signature) {
        static Headers of(HttpServerRequest request) {
            return new Headers(
                    request.getHeader("svix-id"),
                    request.getHeader("svix-timestamp"),
                    request.getHeader("svix-signature"));
        }
    }

    /** Returns the time of the signature; throws {@link DeliveryRejectedException} unless it is valid and recent. */
    Instant verify(Headers headers, byte[] body) {
        Instant signedAt = signedAt(headers);
        if (secrets.stream().noneMatch(secret -> matches(headers, sign(secret, headers, body)))) {
            throw new DeliveryRejectedException(
                    DeliveryRejectedException.Why.SIGNATURE,
                    "No signature of this delivery is valid for its exact bytes.");
        }
        return signedAt;
    }

    /**
     * Returns the time in the headers, which is not verified without the body; throws {@link DeliveryRejectedException} unless
     * all headers are present and the time is recent.
     */
    Instant signedAt(Headers headers) {
        if (Stream.of(headers.id(), headers.timestamp(), headers.signature())
                .anyMatch(header -> header == null || header.isBlank())) {
            throw new DeliveryRejectedException(
                    DeliveryRejectedException.Why.HEADERS_MISSING,
                    "A delivery has the headers svix-id, svix-timestamp and svix-signature.");
        }
        if (!SECONDS.matcher(headers.timestamp()).matches()) {
            throw new DeliveryRejectedException(
                    DeliveryRejectedException.Why.TIMESTAMP, "svix-timestamp is not a number of seconds.");
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(headers.timestamp()));
        if (Duration.between(signedAt, clock.instant()).abs().compareTo(tolerance) > 0) {
            throw new DeliveryRejectedException(
                    DeliveryRejectedException.Why.TIMESTAMP,
                    "The delivery was signed more than " + tolerance.toSeconds() + " s ago, or in the future.");
        }
        return signedAt;
    }

    /** Any of several signatures is enough: Svix sends one for each secret while a secret is rotated. */
    private static boolean matches(Headers headers, byte[] expected) {
        boolean found = false;
        for (String signature : headers.signature().split(" ")) {
            // Constant time: the duration does not tell how much of a signature is right.
            found |= signature.startsWith(VERSION)
                    && MessageDigest.isEqual(
                            expected, signature.substring(VERSION.length()).getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }

    private static byte[] sign(SecretKeySpec secret, Headers headers, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update((headers.id() + "." + headers.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encode(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HMAC-SHA256", e);
        }
    }

    private static SecretKeySpec secret(String text) {
        String stripped = text.strip();
        String base64 = stripped.startsWith(PREFIX) ? stripped.substring(PREFIX.length()) : stripped;
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Not the cause: its message quotes the secret.
            throw new IllegalArgumentException("it is whsec_ and base64");
        }
        if (key.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException("it is too short");
        }
        return new SecretKeySpec(key, ALGORITHM);
    }
}
