package dev.clerkguard.token;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;

import dev.clerkguard.keys.JwksCache;
import dev.clerkguard.keys.SigningKeys;
import dev.clerkguard.observability.CacheMetrics;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.session.Session;
import dev.clerkguard.session.SessionIdentity;

/**
 * Caches verified tokens until they expire, and refused tokens for a short time. What can change between two requests with
 * one token is checked on each request: its expiry, the key set, and whether its session was revoked.
 */
final class VerifiedTokenCache {
    private static final Logger LOG = Logger.getLogger(VerifiedTokenCache.class);
    /**
     * Refusals that need a signature check and stay the same until the keys change. Without token-verification-failed:
     * SmallRye JWT reads its own clock, so a token that it finds too early can be valid a moment later.
     */
    private static final Set<Reason> LASTING = EnumSet.of(
            Reason.TOKEN_EXPIRED,
            Reason.TOKEN_INVALID_SIGNATURE,
            Reason.TOKEN_INVALID_AUDIENCE,
            Reason.TOKEN_INVALID_AUTHORIZED_PARTIES,
            Reason.TOKEN_INVALID_ISSUER,
            Reason.SESSION_PENDING);

    private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

    private static final int FIXED_WEIGHT = 1500;

    private final TokenVerifier verifier;
    private final JwksCache keys;
    private final RevocationList revocations;
    private final long clockSkewMillis;
    private final Clock clock;
    private final RecentTokens recent;
    private final Cache<TokenHash, VerifiedToken> verified;
    private final Cache<TokenHash, Refused> refused;
    private final LongAdder authenticated = new LongAdder();

    /** A refusal and the key set that it was made with. With another key set the token can be valid. */
    private record Refused(RefusedException refusal, Optional<SigningKeys> keys) {}

    VerifiedTokenCache(
            TokenVerifier verifier,
            JwksCache keys,
            RevocationList revocations,
            VerificationConfig verification,
            TokenCacheConfig config,
            RecentTokens recent,
            Clock clock) {
        this.recent = recent;
        this.verifier = verifier;
        this.keys = keys;
        this.revocations = revocations;
        this.clockSkewMillis = verification.clockSkew().toMillis();
        this.clock = clock;
        // Maintenance takes microseconds. Another thread would cost more.
        this.verified = Caffeine.newBuilder()
                .executor(Runnable::run)
                .recordStats()
                .maximumWeight(config.maxWeight().asLongValue())
                .<TokenHash, VerifiedToken>weigher((hash, token) -> weight(token))
                .expireAfter(Expiry.<TokenHash, VerifiedToken>creating((hash, token) -> timeLeft(token)))
                .build();
        this.refused = Caffeine.newBuilder()
                .executor(Runnable::run)
                .recordStats()
                .maximumSize(config.maxRefused())
                .expireAfterWrite(REFUSED_FOR)
                .build();
    }

    /** Requests with an accepted token since the start. */
    long authenticated() {
        return authenticated.sum();
    }

    /** Whether the token was verified before; it may have expired since. Not counted as a use. */
    boolean contains(String token) {
        return verified.policy().getIfPresentQuietly(TokenHash.of(token)) != null;
    }

    void measure(MeterRegistry registry) {
        CacheMetrics.bind(registry, "verified-tokens", verified);
        CacheMetrics.bind(registry, "refused-tokens", refused);
    }

    /**
     * The identity of the token, when it can be decided without waiting: nearly always.
     *
     * @return empty when the key that the token names is not in memory
     * @throws RefusedException when the token is not valid
     */
    Optional<VerifiedToken> verifyNow(String token) {
        TokenHash hash = recent.hash(token);
        Optional<SigningKeys> current = keys.current();
        VerifiedToken known = verified.getIfPresent(hash);
        if (known != null && stillHolds(known, current)) {
            unlessDenied(known);
            recent.accepted(token, hash);
            return Optional.of(known);
        }
        Refused before = refused.getIfPresent(hash);
        if (before != null && same(before.keys(), current)) {
            throw before.refusal();
        }
        Optional<VerifiedToken> proven;
        try {
            // The key set from before the verification: if it changes meanwhile, the next request verifies again.
            proven = verifier.verify(token).map(session -> remember(hash, session, current));
        } catch (RuntimeException e) {
            throw remembered(hash, e, current);
        }
        return proven.map(this::unlessDenied);
    }

    /** The identity of the token, after a fetch of the keys where one is due; fails with {@link RefusedException}. */
    Uni<VerifiedToken> verify(String token) {
        return Uni.createFrom().item(() -> verifyNow(token)).flatMap(known -> known.map(Uni.createFrom()::item)
                .orElseGet(() -> verifyAfterRefresh(token, keys.current())));
    }

    private Uni<VerifiedToken> verifyAfterRefresh(String token, Optional<SigningKeys> current) {
        TokenHash hash = TokenHash.of(token);
        return verifier.verifyAfterRefresh(token)
                .map(session -> remember(hash, session, current))
                .onFailure()
                .transform(failure -> remembered(hash, failure, current))
                .map(this::unlessDenied);
    }

    /** An unexpected exception of a library is a refusal of the token. Its message can quote the token, so it is not logged. */
    private static RefusedException unexpected(Throwable failure) {
        LOG.errorf(
                "A token could not be verified: unexpected %s",
                failure.getClass().getName());
        return new RefusedException(Reason.TOKEN_VERIFICATION_FAILED, "The token could not be verified.");
    }

    private VerifiedToken unlessDenied(VerifiedToken token) {
        revocations.refusal(token.session()).ifPresent(refusal -> {
            throw refusal;
        });
        authenticated.increment();
        return token;
    }

    /** The checks of what can change after the verification. They run on every request. */
    private boolean stillHolds(VerifiedToken known, Optional<SigningKeys> current) {
        return same(known.keys(), current) && !expired(known);
    }

    private VerifiedToken remember(TokenHash hash, Session session, Optional<SigningKeys> before) {
        VerifiedToken token = new VerifiedToken(SessionIdentity.of(session), session, before, acceptedUntil(session));
        if (before.isPresent()) {
            verified.put(hash, token);
        }
        return token;
    }

    private RefusedException remembered(TokenHash hash, Throwable failure, Optional<SigningKeys> before) {
        RefusedException refusal = failure instanceof RefusedException known ? known : unexpected(failure);
        if (before.isPresent() && LASTING.contains(refusal.reason())) {
            refused.put(hash, new Refused(refusal, before));
        }
        return refusal;
    }

    /** Whether both are the very same key set; a reload that brings the same keys keeps the instance. */
    private static boolean same(Optional<SigningKeys> one, Optional<SigningKeys> other) {
        return one.isPresent() && other.isPresent() && one.get() == other.get();
    }

    /** Bytes, as measured: the answer's JSON, the claims' text, and objects whose number hardly varies. */
    private static int weight(VerifiedToken token) {
        return FIXED_WEIGHT + 2 * SessionIdentity.json(token.identity()).length;
    }

    private long acceptedUntil(Session session) {
        long expires = TimeUnit.SECONDS.toMillis(session.expiresAt().getEpochSecond());
        return Math.min(expires, Long.MAX_VALUE - clockSkewMillis) + clockSkewMillis;
    }

    private boolean expired(VerifiedToken token) {
        return clock.millis() >= token.until();
    }

    private Duration timeLeft(VerifiedToken token) {
        return Duration.ofMillis(Math.max(0, token.until() - clock.millis()));
    }
}
