package dev.clerkguard.session;

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

import dev.clerkguard.keys.KeyRing;
import dev.clerkguard.keys.SigningKeys;
import dev.clerkguard.metric.CacheMeters;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/**
 * Remembers which tokens were verified, until they expire, and for a moment which were refused. What may change between
 * two requests with one token is looked at on every one: its expiry, the key set, and whether its session was revoked.
 */
final class VerifiedTokens {
    private static final Logger LOG = Logger.getLogger(VerifiedTokens.class);
    /**
     * Refusals that cost a signature's check and cannot turn into acceptance by themselves: the token's text decides, with
     * the keys. Not token-verification-failed: SmallRye JWT looks at a clock of its own, and may have found too early what
     * is not any more a moment later.
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
    private final KeyRing keys;
    private final Denials denials;
    private final long clockSkewMillis;
    private final Clock clock;
    private final Cache<TokenHash, VerifiedToken> verified;
    private final Cache<TokenHash, Refused> refused;
    private final LongAdder authenticated = new LongAdder();

    /** A refusal, with the key set that it was made with: a new key may verify what an old one did not. */
    private record Refused(RefusedException refusal, Optional<SigningKeys> keys) {}

    VerifiedTokens(
            TokenVerifier verifier,
            KeyRing keys,
            Denials denials,
            VerificationConfig verification,
            TokenCacheConfig config,
            Clock clock) {
        this.verifier = verifier;
        this.keys = keys;
        this.denials = denials;
        this.clockSkewMillis = verification.clockSkew().toMillis();
        this.clock = clock;
        // Housekeeping is microseconds; to hand it to another thread costs more than to do it.
        this.verified = Caffeine.newBuilder()
                .executor(Runnable::run)
                .recordStats()
                .maximumWeight(config.maximumWeight().asLongValue())
                .<TokenHash, VerifiedToken>weigher((hash, token) -> weight(token))
                .expireAfter(Expiry.<TokenHash, VerifiedToken>creating((hash, token) -> timeLeft(token)))
                .build();
        this.refused = Caffeine.newBuilder()
                .executor(Runnable::run)
                .recordStats()
                .maximumSize(config.maximumRefused())
                .expireAfterWrite(REFUSED_FOR)
                .build();
    }

    /** How often a token was good, since the start. */
    long authenticated() {
        return authenticated.sum();
    }

    void measure(MeterRegistry registry) {
        CacheMeters.bind(registry, "verified-tokens", verified);
        CacheMeters.bind(registry, "refused-tokens", refused);
    }

    /**
     * The identity that the token proves, where that can be told at once: nearly always.
     *
     * @return empty when the key that the token names is not in memory
     * @throws RefusedException when it proves none
     */
    Optional<VerifiedToken> verifyNow(String token) {
        TokenHash hash = TokenHash.of(token);
        Optional<SigningKeys> current = keys.current();
        VerifiedToken known = verified.getIfPresent(hash);
        if (known != null && stillHolds(known, current)) {
            return Optional.of(unlessDenied(known));
        }
        Refused before = refused.getIfPresent(hash);
        if (before != null && same(before.keys(), current)) {
            throw before.refusal();
        }
        Optional<VerifiedToken> proven;
        try {
            // The key set from before the verification: if it changes meanwhile, the next request verifies once more.
            proven = verifier.verify(token).map(session -> remember(hash, session, current));
        } catch (RuntimeException e) {
            throw remembered(hash, e, current);
        }
        return proven.map(this::unlessDenied);
    }

    /** The identity that the token proves, after a wait for the keys where there is need; fails with {@link RefusedException}. */
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

    /** Whatever a token makes the libraries stumble over is the token's fault; the message may quote it, so it stays. */
    private static RefusedException unexpected(Throwable failure) {
        LOG.errorf(
                "A token could not be verified: unexpected %s",
                failure.getClass().getName());
        return new RefusedException(Reason.TOKEN_VERIFICATION_FAILED, "The token could not be verified.");
    }

    private VerifiedToken unlessDenied(VerifiedToken token) {
        denials.refusal(token.session()).ifPresent(refusal -> {
            throw refusal;
        });
        authenticated.increment();
        return token;
    }

    /** All that may have changed since the token was verified; asked on every request. */
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
