package dev.clerkguard.machine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

import dev.clerkguard.keys.JwksCache;
import dev.clerkguard.keys.SigningKeys;
import dev.clerkguard.machine.MachineMetrics.Outcome;
import dev.clerkguard.machine.MachineMetrics.Source;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.token.TokenHash;
import dev.clerkguard.token.TokenType;

/**
 * Verifies machine credentials and caches the result: JWTs with the signing keys in memory, opaque credentials with a call.
 * What can change after the verification is checked on each request.
 */
public final class MachineCredentialCache {
    /** Refusals of a JWT that can end with time or with a new key. */
    private static final Set<Reason> MAY_PASS_SOON = EnumSet.of(
            Reason.JWK_KID_MISMATCH,
            Reason.TOKEN_NOT_ACTIVE_YET,
            Reason.TOKEN_IAT_IN_THE_FUTURE,
            // SmallRye JWT reads its own clock.
            Reason.TOKEN_VERIFICATION_FAILED);

    private final MachineJwtVerifier jwts;
    private final JwksCache keys;
    private final RevocationList revocations;
    private final MachineMetrics metrics;
    private final MachineConfig config;
    private final CacheTimes times;
    private final KnownCredentials known;
    private final OpaqueVerifications opaque;

    /**
     * @param longestCall after which a caller is answered, whether or not the verification has ended
     * @param clockSkew the leeway for the expiry of JWTs
     */
    record CacheTimes(Duration longestCall, Duration clockSkew, Clock clock) {}

    MachineCredentialCache(
            CredentialVerifier verifier,
            MachineJwtVerifier jwts,
            JwksCache keys,
            RevocationList revocations,
            MachineMetrics metrics,
            MachineConfig config,
            CacheTimes times) {
        this.jwts = jwts;
        this.keys = keys;
        this.revocations = revocations;
        this.metrics = metrics;
        this.config = config;
        this.times = times;
        this.known = new KnownCredentials(keys, metrics, config, times.clock());
        this.opaque = new OpaqueVerifications(verifier, known, metrics, config, times);
    }

    void measure(MeterRegistry registry) {
        metrics.bind(registry);
        known.measure(registry);
    }

    /** The kind of a credential that was verified as a JWT before; it may have expired since. */
    Optional<TokenType> knownType(String credential) {
        return known.type(TokenHash.of(credential));
    }

    /**
     * The identity of the credential, when it is cached or can be verified with the keys in memory.
     *
     * @return empty when a call or a fetch of keys is needed: {@link #verify}
     * @throws RefusedException when the credential is not valid
     */
    Optional<SecurityIdentity> verifyNow(TokenType type, String credential) {
        TokenHash hash = TokenHash.of(credential);
        Optional<VerifiedCredential> before = known.find(hash, type);
        if (before.isPresent()) {
            return Optional.of(admit(before.get(), Source.CACHE));
        }
        return CredentialShape.isOpaque(credential)
                ? Optional.empty()
                : verifyJwt(hash, type, credential).map(jwt -> admit(jwt, Source.KEYS));
    }

    /** The identity of the credential, after a call or a fetch where one is needed; fails with {@link RefusedException}. */
    Uni<SecurityIdentity> verify(TokenType type, String credential) {
        return Uni.createFrom().deferred(() -> verifyNow(type, credential)
                .map(Uni.createFrom()::item)
                .orElseGet(() -> CredentialShape.isOpaque(credential)
                        ? opaque.verify(TokenHash.of(credential), type, credential)
                                .map(verified -> admit(verified, Source.CALL))
                        : refreshKeys(TokenHash.of(credential), type, credential)));
    }

    /** For a stream that the credential opened. */
    CredentialWatch watch(MachineCredential credential, String secret) {
        return new CredentialWatch(this, credential, secret);
    }

    /** Whether the credential is known, without effect on the cache and its metrics. */
    boolean isVerified(TokenHash hash) {
        return known.isVerified(hash);
    }

    /** Why a verified credential is no longer valid, as far as that is known without Clerk. */
    Optional<RefusedException> refusalOf(MachineCredential credential, boolean opaque) {
        Duration leeway = opaque ? Duration.ZERO : times.clockSkew();
        Instant now = times.clock().instant().minus(leeway);
        return credential.expiresAt().filter(expires -> !now.isBefore(expires)).isPresent()
                ? Optional.of(new RefusedException(Reason.TOKEN_EXPIRED, "The credential has expired."))
                : credential.userId().flatMap(revocations::refusalOfUser);
    }

    Duration cacheFor() {
        return config.cacheFor();
    }

    long millis() {
        return times.clock().millis();
    }

    /** Drops the cached credentials of a user, an organisation or a machine. */
    public void forget(String subject) {
        known.forget(subject);
    }

    /** Drops all cached credentials, because events may have been missed. */
    public void forgetAll() {
        known.forgetAll();
    }

    /** Checks what may have changed since the verification, on every request. */
    private SecurityIdentity admit(VerifiedCredential verified, Source source) {
        Optional<RefusedException> refusal = verified.credential().userId().flatMap(revocations::refusalOfUser);
        metrics.verified(
                verified.credential().tokenType(), refusal.isPresent() ? Outcome.REFUSED : Outcome.VERIFIED, source);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return verified.identity();
    }

    private Optional<VerifiedCredential> verifyJwt(TokenHash hash, TokenType type, String token) {
        Optional<SigningKeys> before = keys.current();
        try {
            return jwts.verify(type, token).map(credential -> rememberJwt(hash, credential, before));
        } catch (RuntimeException e) {
            throw rememberRefusedJwt(hash, type, e, before);
        }
    }

    private Uni<SecurityIdentity> refreshKeys(TokenHash hash, TokenType type, String token) {
        Optional<SigningKeys> before = keys.current();
        return jwts.verifyAfterRefresh(type, token)
                .map(credential -> rememberJwt(hash, credential, before))
                .onFailure()
                .transform(failure -> rememberRefusedJwt(hash, type, failure, before))
                .map(jwt -> admit(jwt, Source.KEYS));
    }

    private VerifiedCredential rememberJwt(TokenHash hash, MachineCredential credential, Optional<SigningKeys> before) {
        long expires = credential.expiresAt().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        long skew = times.clockSkew().toMillis();
        VerifiedCredential jwt = new VerifiedCredential(
                MachineIdentity.of(credential), credential, before, Math.min(expires, Long.MAX_VALUE - skew) + skew);
        if (before.isPresent()) {
            known.verified(hash, jwt);
        }
        return jwt;
    }

    private RefusedException rememberRefusedJwt(
            TokenHash hash, TokenType type, Throwable failure, Optional<SigningKeys> before) {
        RefusedException refusal =
                failure instanceof RefusedException refused ? refused : MachineRefusals.unexpected(failure);
        boolean decided = MachineRefusals.isDecided(refusal);
        metrics.verified(type, decided ? Outcome.REFUSED : Outcome.UNDECIDED, Source.KEYS);
        if (decided && before.isPresent() && !MAY_PASS_SOON.contains(refusal.reason())) {
            known.refused(hash, refusal, before);
        }
        return refusal;
    }
}
