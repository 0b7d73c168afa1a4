package dev.clerkguard.machine;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;

import dev.clerkguard.keys.JwksCache;
import dev.clerkguard.keys.SigningKeys;
import dev.clerkguard.machine.MachineMetrics.Outcome;
import dev.clerkguard.machine.MachineMetrics.Source;
import dev.clerkguard.observability.CacheMetrics;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.token.TokenHash;
import dev.clerkguard.token.TokenType;

/** Keeps verified credentials until they expire, and refused ones for a short time, both by their hash. */
final class KnownCredentials {
    private final JwksCache keys;
    private final MachineMetrics metrics;
    private final Clock clock;
    private final Cache<TokenHash, VerifiedCredential> verified;
    private final Cache<TokenHash, Refused> refused;
    private final AtomicLong forgotten = new AtomicLong();

    /** @param keys the key set that did not verify a JWT: another one may */
    private record Refused(RefusedException refusal, Optional<SigningKeys> keys) {}

    KnownCredentials(JwksCache keys, MachineMetrics metrics, MachineConfig config, Clock clock) {
        this.keys = keys;
        this.metrics = metrics;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .executor(Runnable::run)
                .recordStats()
                .maximumWeight(config.maxWeight().asLongValue())
                .<TokenHash, VerifiedCredential>weigher((hash, known) -> known.weight())
                .expireAfter(Expiry.<TokenHash, VerifiedCredential>creating((hash, known) -> timeLeft(known)))
                .build();
        this.refused = Caffeine.newBuilder()
                .executor(Runnable::run)
                .recordStats()
                .maximumSize(config.maxRefused())
                .expireAfterWrite(config.refusedFor())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    void measure(MeterRegistry registry) {
        CacheMetrics.bind(registry, "machine-credentials", verified);
        CacheMetrics.bind(registry, "refused-machine-credentials", refused);
    }

    /** The kind of a credential that was verified before; it may have expired since. */
    Optional<TokenType> type(TokenHash hash) {
        return Optional.ofNullable(verified.policy().getIfPresentQuietly(hash))
                .map(known -> known.credential().tokenType());
    }

    /** Whether the credential is known, without effect on the cache and its metrics. */
    boolean isVerified(TokenHash hash) {
        VerifiedCredential known = verified.policy().getIfPresentQuietly(hash);
        return known != null && known.isCurrent(keys.current(), clock.millis());
    }

    /**
     * @return empty when neither a verification nor a refusal is kept
     * @throws RefusedException when the credential was refused
     */
    Optional<VerifiedCredential> find(TokenHash hash, TokenType type) {
        Optional<SigningKeys> current = keys.current();
        VerifiedCredential known = verified.getIfPresent(hash);
        if (known != null && known.isCurrent(current, clock.millis())) {
            return Optional.of(known);
        }
        Refused before = refused.getIfPresent(hash);
        if (before != null && (before.keys().isEmpty() || sameKeys(before.keys(), current))) {
            metrics.verified(type, Outcome.REFUSED, Source.CACHE);
            throw before.refusal();
        }
        return Optional.empty();
    }

    private static boolean sameKeys(Optional<SigningKeys> one, Optional<SigningKeys> other) {
        return one.isPresent() && other.isPresent() && one.get() == other.get();
    }

    void verified(TokenHash hash, VerifiedCredential credential) {
        verified.put(hash, credential);
    }

    /**
     * Keeps a verification that began when {@link #forgotten} had this value. A credential that was forgotten meanwhile
     * is not kept.
     */
    void verified(TokenHash hash, VerifiedCredential credential, long forgottenBefore) {
        verified.put(hash, credential);
        if (forgotten.get() != forgottenBefore) {
            verified.invalidate(hash);
        }
    }

    /** @param keysBefore the key set that did not verify a JWT; empty for an opaque credential */
    void refused(TokenHash hash, RefusedException refusal, Optional<SigningKeys> keysBefore) {
        refused.put(hash, new Refused(refusal, keysBefore));
    }

    /** How often something was forgotten. */
    long forgotten() {
        return forgotten.get();
    }

    /** Drops the verified credentials of a user, an organisation or a machine. */
    void forget(String subject) {
        forgotten.incrementAndGet();
        verified.asMap().values().removeIf(known -> known.credential().subject().equals(subject));
    }

    void forgetAll() {
        forgotten.incrementAndGet();
        verified.invalidateAll();
    }

    private Duration timeLeft(VerifiedCredential known) {
        return Duration.ofMillis(Math.max(0, known.until() - clock.millis()));
    }
}
