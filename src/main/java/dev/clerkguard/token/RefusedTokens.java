package dev.clerkguard.token;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.micrometer.core.instrument.MeterRegistry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.clerkguard.keys.SigningKeys;
import dev.clerkguard.observability.CacheMetrics;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * Refusals that needed a signature check, for a short time. Any client can send such tokens, so an entry has the SHA-256 of
 * its token and not its text. The digest is computed only where the end of a token is that of a refused one. A client
 * that repeats a bad token costs no digest either: the text of a few repeated ones is kept and compared.
 */
final class RefusedTokens {
    /**
     * They stay the same until the keys change. Without token-verification-failed: SmallRye JWT reads its own clock, so a
     * token that it finds too early can be valid a moment later.
     */
    private static final Set<Reason> LASTING = EnumSet.of(
            Reason.TOKEN_EXPIRED,
            Reason.TOKEN_INVALID_SIGNATURE,
            Reason.TOKEN_INVALID_AUDIENCE,
            Reason.TOKEN_INVALID_AUTHORIZED_PARTIES,
            Reason.TOKEN_INVALID_ISSUER,
            Reason.SESSION_PENDING);

    private static final Duration KEPT_FOR = Duration.ofMinutes(1);

    /** A power of two: with the longest tokens 0.5 MB. */
    private static final int REPEATED = 64;

    /** By the hash code of the text. Tokens with one hash code displace each other, which costs a verification. */
    private final Cache<Integer, Entry> refused;

    /** Each at the place of its hash code, where it displaces another. */
    private final AtomicReferenceArray<Repeated> repeated = new AtomicReferenceArray<>(REPEATED);

    private record Repeated(String token, Entry entry) {}

    /** @param keys the key set of the refusal. With another key set the token can be valid */
    private record Entry(TokenHash token, RefusedException refusal, SigningKeys keys) {}

    RefusedTokens(long maxRefused) {
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
        return entry != null && current.isPresent() && entry.keys == current.get() && isOf(entry, token, text)
                ? Optional.of(entry.refusal)
                : Optional.empty();
    }

    private boolean isOf(Entry entry, String token, TokenText text) {
        int place = text.hashCode() & REPEATED - 1;
        Repeated known = repeated.get(place);
        if (known != null && known.entry == entry && known.token.equals(token)) {
            return true;
        }
        if (!entry.token.equals(TokenHash.of(token))) {
            return false;
        }
        repeated.set(place, new Repeated(token, entry));
        return true;
    }

    void add(String token, TokenText text, RefusedException refusal, Optional<SigningKeys> keys) {
        if (keys.isPresent() && LASTING.contains(refusal.reason())) {
            refused.put(text.hashCode(), new Entry(TokenHash.of(token), refusal, keys.get()));
        }
    }

    void measure(MeterRegistry registry) {
        CacheMetrics.bind(registry, "refused-tokens", refused);
    }
}
