package dev.clerkguard.token;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.stats.ConcurrentStatsCounter;

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
    /** How nearly every client writes the header. Other spellings are read by {@link BearerTokenExtractor}. */
    private static final String BEARER = "Bearer ";

    private static final int FIXED_WEIGHT = 1200;

    private final TokenVerifier verifier;
    private final JwksCache keys;
    private final RevocationList revocations;
    private final long clockSkewMillis;
    private final Clock clock;
    private final ConcurrentStatsCounter uses = new ConcurrentStatsCounter();
    private final Cache<TokenText, VerifiedToken> verified;
    private final RefusedTokens refused;
    private final LongAdder authenticated = new LongAdder();

    VerifiedTokenCache(
            TokenVerifier verifier,
            JwksCache keys,
            RevocationList revocations,
            VerificationConfig verification,
            TokenCacheConfig config,
            Clock clock) {
        this.verifier = verifier;
        this.keys = keys;
        this.revocations = revocations;
        this.clockSkewMillis = verification.clockSkew().toMillis();
        this.clock = clock;
        // Maintenance takes microseconds. Another thread would cost more.
        this.verified = Caffeine.newBuilder()
                .executor(Runnable::run)
                .recordStats(() -> uses)
                .maximumWeight(config.maxWeight().asLongValue())
                .weigher(VerifiedTokenCache::weight)
                .expireAfter(Expiry.<TokenText, VerifiedToken>creating((text, token) -> timeLeft(token)))
                .build();
        this.refused = new RefusedTokens(config.maxRefused(), keys);
    }

    /** Requests with an accepted token since the start. */
    long authenticated() {
        return authenticated.sum();
    }

    /** Whether the token was verified before; it may have expired since. Not counted as a use. */
    boolean contains(String token) {
        return verified.asMap().containsKey(new TokenText(token));
    }

    void measure(MeterRegistry registry) {
        CacheMetrics.bind(registry, "verified-tokens", verified);
        refused.measure(registry);
    }

    /**
     * The token in the value of an {@code Authorization} header, where it was verified before and still holds. The text
     * is that of a verified token, so it is not checked for characters that no token has.
     *
     * @return empty in every other case; {@link #verifyNow} then decides
     * @throws RefusedException when the session was revoked
     */
    Optional<VerifiedToken> knownIn(String header) {
        if (!header.startsWith(BEARER)) {
            return Optional.empty();
        }
        // The map counts no use, so that verifyNow is the only one that counts a miss.
        VerifiedToken known = verified.asMap().get(new TokenText(header.substring(BEARER.length())));
        if (known == null || !stillHolds(known, keys.current())) {
            return Optional.empty();
        }
        uses.recordHits(1);
        return Optional.of(unlessDenied(known));
    }

    /**
     * The identity of the token, when it can be decided without waiting: nearly always.
     *
     * @return empty when the key that the token names is not in memory
     * @throws RefusedException when the token is not valid
     */
    Optional<VerifiedToken> verifyNow(String token) {
        TokenText text = new TokenText(token);
        Optional<SigningKeys> current = keys.current();
        VerifiedToken known = verified.getIfPresent(text);
        if (known != null && stillHolds(known, current)) {
            return Optional.of(unlessDenied(known));
        }
        Optional<RefusedException> before = refused.refusal(token, text, current);
        if (before.isPresent()) {
            throw before.get();
        }
        Optional<VerifiedToken> proven;
        try {
            // The key set from before the verification: if it changes meanwhile, the next request verifies again.
            proven = verifier.verify(token).map(session -> remember(text, session, current));
        } catch (RuntimeException e) {
            throw remembered(token, text, e, current);
        }
        return proven.map(this::unlessDenied);
    }

    /** The identity of the token, after a fetch of the keys where one is due; fails with {@link RefusedException}. */
    Uni<VerifiedToken> verify(String token) {
        return Uni.createFrom().item(() -> verifyNow(token)).flatMap(known -> known.map(Uni.createFrom()::item)
                .orElseGet(() -> verifyAfterRefresh(token, keys.current())));
    }

    private Uni<VerifiedToken> verifyAfterRefresh(String token, Optional<SigningKeys> current) {
        TokenText text = new TokenText(token);
        return verifier.verifyAfterRefresh(token)
                .map(session -> remember(text, session, current))
                .onFailure()
                .transform(failure -> remembered(token, text, failure, current))
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

    private VerifiedToken remember(TokenText text, Session session, Optional<SigningKeys> before) {
        SecurityIdentity identity = SessionIdentity.of(session);
        // The identity's own session shares its bytes with the answer.
        VerifiedToken token = new VerifiedToken(
                identity, SessionIdentity.require(Optional.of(identity)), before, acceptedUntil(session));
        if (before.isPresent()) {
            verified.put(text, token);
        }
        return token;
    }

    private RefusedException remembered(String token, TokenText text, Throwable failure, Optional<SigningKeys> before) {
        RefusedException refusal = failure instanceof RefusedException known ? known : unexpected(failure);
        refused.add(token, text, refusal, before);
        return refusal;
    }

    /** Whether both are the very same key set; a reload that brings the same keys keeps the instance. */
    private static boolean same(Optional<SigningKeys> one, Optional<SigningKeys> other) {
        return one.isPresent() && other.isPresent() && one.get() == other.get();
    }

    /** Bytes, as measured: the token, the answer's JSON with the claims, and objects whose number hardly varies. */
    private static int weight(TokenText text, VerifiedToken token) {
        return FIXED_WEIGHT + text.length() + SessionIdentity.json(token.identity()).length;
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
