package dev.clerkguard.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.clerkguard.keys.JwksCache;
import dev.clerkguard.keys.KeyLookup;
import dev.clerkguard.keys.SigningKeys;
import dev.clerkguard.observability.CacheMetrics;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * Refusals that needed a signature check or the JWKS, for a short time. Any client can send such tokens, so an entry has a
 * fingerprint of its token and not its text. The fingerprint is computed only where the end of a token is that of a refused
 * one.
 */
final class RefusedTokens {
    /**
     * They stay the same until the keys change. Without token-verification-failed: SmallRye JWT reads its own clock, so a
     * token that it finds too early can be valid a moment later. JWK_KID_MISMATCH is kept while no fetch can bring the key.
     */
    private static final Set<Reason> LASTING = EnumSet.of(
            Reason.TOKEN_EXPIRED,
            Reason.TOKEN_INVALID_SIGNATURE,
            Reason.TOKEN_INVALID_AUDIENCE,
            Reason.TOKEN_INVALID_AUTHORIZED_PARTIES,
            Reason.TOKEN_INVALID_ISSUER,
            Reason.SESSION_PENDING);

    private static final Duration KEPT_FOR = Duration.ofMinutes(1);

    /** Clerk's have 30 characters. A longer one is not kept, so that clients do not choose the size of an entry. */
    private static final int MAX_KEY_ID_LENGTH = 64;

    private final JwksCache keys;

    /** By the hash code of the text. Tokens with one hash code displace each other, which costs a verification. */
    private final Cache<Integer, Entry> refused;

    /** Odd, and chosen at each start, so that no client can make two tokens with one fingerprint. */
    private final long multiplier = new SecureRandom().nextLong() | 1;

    /**
     * @param keys the key set of the refusal. With another key set the token can be valid
     * @param unknownKeyId the key id where the key was missing; otherwise null
     */
    private record Entry(long fingerprint, RefusedException refusal, SigningKeys keys, String unknownKeyId) {}

    RefusedTokens(long maxRefused, JwksCache keys) {
        this.keys = keys;
        // Maintenance takes microseconds. Another thread would cost more.
        this.refused = Caffeine.newBuilder()
                .executor(Runnable::run)
                .recordStats()
                .maximumSize(maxRefused)
                .expireAfterWrite(KEPT_FOR)
                .build();
    }

    /** The refusal of the token with this key set, where it is known. */
    Optional<RefusedException> refusal(String token, TokenText text, Optional<SigningKeys> current) {
        Entry entry = refused.getIfPresent(text.hashCode());
        return entry != null
                        && current.isPresent()
                        && entry.keys == current.get()
                        && entry.fingerprint == fingerprint(token)
                        && stillHolds(entry)
                ? Optional.of(entry.refusal)
                : Optional.empty();
    }

    /** Whether the key is still missing, and no fetch is due that could bring it. */
    private boolean stillHolds(Entry entry) {
        return entry.unknownKeyId == null || keys.findNow(entry.unknownKeyId).orElse(null) instanceof KeyLookup.Unknown;
    }

    void add(String token, TokenText text, RefusedException refusal, Optional<SigningKeys> current) {
        if (current.isEmpty()) {
            return;
        }
        if (LASTING.contains(refusal.reason())) {
            refused.put(text.hashCode(), new Entry(fingerprint(token), refusal, current.get(), null));
        } else if (refusal instanceof UnknownKeyIdException unknown) {
            unknown.keyId()
                    .filter(id -> id.length() <= MAX_KEY_ID_LENGTH)
                    .ifPresent(id ->
                            refused.put(text.hashCode(), new Entry(fingerprint(token), refusal, current.get(), id)));
        }
    }

    /**
     * 64 bits of the whole text, beside the 32 of its end. They take a tenth of the time of SHA-256, which a flood would
     * cost. Should two texts have the same bits by chance, a token is refused wrongly; none is ever accepted by them.
     */
    private long fingerprint(String token) {
        ByteBuffer text = ByteBuffer.wrap(token.getBytes(StandardCharsets.ISO_8859_1));
        long bits = token.length();
        while (text.remaining() >= Long.BYTES) {
            bits = mixed(bits ^ text.getLong());
        }
        while (text.hasRemaining()) {
            bits = mixed(bits ^ text.get());
        }
        return bits;
    }

    private long mixed(long bits) {
        long product = bits * multiplier;
        return product ^ product >>> Integer.SIZE;
    }

    void measure(MeterRegistry registry) {
        CacheMetrics.bind(registry, "refused-tokens", refused);
    }
}
