package dev.clerkguard.token;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.security.identity.SecurityIdentity;

import dev.clerkguard.keys.FakeJwks;
import dev.clerkguard.keys.JwksCache;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.revocation.RevocationConfig;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.revocation.RevocationPublisher;
import dev.clerkguard.testing.BackgroundTest;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.Settings;
import dev.clerkguard.testing.SigningKey;

@BackgroundTest
class VerifiedTokenCacheTest {
    private static final SigningKey KEY = SigningKey.first("ins_1");
    private static final SigningKey SAME_ID = SigningKey.second("ins_1");
    private static final SigningKey OTHER = SigningKey.third("ins_2");

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final MovableClock clock = new MovableClock(now);
    private final FakeJwks clerk = new FakeJwks(KEY);
    private final JwksCache keys = clerk.loadedRing(clock);
    private final RevocationList revocations = new RevocationList(
            Settings.of(RevocationConfig.class, Map.of()), Duration.ofSeconds(5), RevocationPublisher.NONE, clock);
    private final VerifiedTokenCache tokens = tokens(Map.of());
    private final String token =
            Claims.at(now).with("exp", now.getEpochSecond() + 600).signedBy(KEY);

    @Test
    void token_isVerifiedOnce() {
        assertSame(identity(token), identity(token));
        assertNotSame(identity(token), identity(Claims.at(now).signedBy(KEY)));
    }

    @Test
    void headerWithAVerifiedToken_isKnown() {
        SecurityIdentity before = identity(token);

        assertSame(before, tokens.knownIn("Bearer " + token).orElseThrow().identity());
    }

    /** Also where everything but one character is that of a verified token. */
    @Test
    void anotherHeader_isNotKnown() {
        assertEquals(Optional.empty(), tokens.knownIn("Bearer " + token));
        identity(token);

        int signature = token.lastIndexOf('.') + 1;
        List.of(
                        token,
                        "Bearer",
                        "",
                        "bearer " + token,
                        "Bearer  " + token,
                        "Bearer " + token + " ",
                        "Basic  " + token,
                        "Bearer " + changed(token, 0),
                        "Bearer " + changed(token, token.indexOf('.') + 10),
                        "Bearer " + changed(token, signature),
                        "Bearer " + changed(token, token.length() - 1),
                        "Bearer " + token.replace('.', '\u012e'))
                .forEach(header -> assertEquals(Optional.empty(), tokens.knownIn(header), header));
    }

    private static String changed(String token, int index) {
        return token.substring(0, index) + (token.charAt(index) == 'A' ? 'B' : 'A') + token.substring(index + 1);
    }

    @Test
    void knownHeader_expiryKeysAndRevocationsAreChecked() {
        identity(token);
        revocations.revokeAll(Claims.SESSION_ID, Reason.SESSION_REVOKED);
        RefusedException revoked = assertThrows(RefusedException.class, () -> tokens.knownIn("Bearer " + token));
        assertEquals(Reason.SESSION_REVOKED, revoked.reason());

        String other = Claims.at(now).with("sid", "sess_other").signedBy(KEY);
        identity(other);
        refresh(KEY, OTHER);
        assertEquals(Optional.empty(), tokens.knownIn("Bearer " + other), "another key set");
        identity(other);
        clock.advance(Duration.ofMinutes(2));
        assertEquals(Optional.empty(), tokens.knownIn("Bearer " + other), "expired");
    }

    /** Any client can choose the end of a token, which is all that the key of a refusal has. */
    @Test
    void tokenThatEndsLikeARefusedOne_isVerified() {
        String forged = Claims.at(now).signedBy(SAME_ID);
        RefusedException first = refusal(forged);
        String sameEnd = "x".repeat(10) + forged.substring(10);

        assertEquals(Reason.TOKEN_INVALID, refusal(sameEnd).reason());
        assertSame(first, refusal(forged));
    }

    /** A miss is counted once, though the header is looked up first. */
    @Test
    void uses_areCounted() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        tokens.measure(registry);
        tokens.knownIn("Bearer " + token);
        identity(token);
        tokens.knownIn("Bearer " + token);

        assertEquals(1, gets(registry, "hit"));
        assertEquals(1, gets(registry, "miss"));
    }

    private static double gets(SimpleMeterRegistry registry, String result) {
        return registry.get("cache.gets")
                .tags("cache", "verified-tokens", "result", result)
                .functionCounter()
                .count();
    }

    @Test
    void expiry_isCheckedEachTime() {
        identity(token);
        clock.set(now.plusSeconds(605).minusMillis(1));
        identity(token);
        clock.set(now.plusSeconds(605));
        assertEquals(Reason.TOKEN_EXPIRED, refusal(token).reason());
    }

    @Test
    void unknownKeyIdWhereNoFetchIsDue_isRefusedAtOnce() {
        String unknown = Claims.at(now).signedBy(OTHER);
        RefusedException refused = assertThrows(RefusedException.class, () -> tokens.verifyNow(unknown));
        assertEquals(Reason.JWK_KID_MISMATCH, refused.reason());
        assertSame(refused, assertThrows(RefusedException.class, () -> tokens.verifyNow(unknown)), "not read again");

        clock.advance(Duration.ofSeconds(5));
        assertEquals(Optional.empty(), tokens.verifyNow(unknown), "Clerk may have a new key");
    }

    @Test
    void unchangedKeySet_tokenIsNotVerifiedAgain() {
        SecurityIdentity before = identity(token);
        refresh(KEY);
        assertSame(before, identity(token));
    }

    @Test
    void newKeySet_everyTokenIsVerifiedAgain() {
        SecurityIdentity before = identity(token);
        refresh(KEY, OTHER);
        assertNotSame(before, identity(token));
    }

    @Test
    void removedKey_itsTokensAreRefusedAtOnce() {
        identity(token);
        refresh(OTHER);
        assertEquals(Reason.JWK_KID_MISMATCH, refusal(token).reason());
    }

    @Test
    void keyReplacedUnderTheSameId_tokenIsRefused() {
        identity(token);
        refresh(SAME_ID);
        assertEquals(Reason.TOKEN_INVALID_SIGNATURE, refusal(token).reason());
    }

    @Test
    void refusal_isCachedUntilTheKeysChange() {
        String early = Claims.at(now).signedBy(SAME_ID);
        assertSame(refusal(early), refusal(early));
        refresh(SAME_ID);
        identity(early);
    }

    @Test
    void refusalForATime_isNotCached() {
        // A second ahead of what the leeway forgives, and nothing of the kind for SmallRye JWT, which has the real
        // clock.
        String early = Claims.at(now).with("exp", now.getEpochSecond() + 600).signedBy(KEY);
        clock.set(now.minusSeconds(16));
        assertEquals(Reason.TOKEN_NOT_ACTIVE_YET, refusal(early).reason());
        clock.set(now);
        identity(early);
    }

    /** The second of nbf may begin between SmallRye JWT's look at its clock and ours. */
    @Test
    void tokenEarlyForSmallRyeJwtOnly_isNotCached() {
        String early = Claims.at(now)
                .with("nbf", now.getEpochSecond() + 60)
                .with("exp", now.getEpochSecond() + 600)
                .signedBy(KEY);
        clock.set(now.plusSeconds(60));
        RefusedException first = refusal(early);
        assertEquals(Reason.TOKEN_VERIFICATION_FAILED, first.reason());
        assertNotSame(first, refusal(early));
    }

    @Test
    void refusalWithoutAKey_holdsUntilTheKeysChange() {
        String rotated = Claims.at(now).signedBy(OTHER);
        assertEquals(Reason.JWK_KID_MISMATCH, refusal(rotated).reason());
        refresh(KEY, OTHER);
        identity(rotated);
    }

    @Test
    void revokedSession_cachedTokenIsRefused() {
        identity(token);
        revocations.revokeAll(Claims.SESSION_ID, Reason.SESSION_REVOKED);
        assertEquals(Reason.SESSION_REVOKED, refusal(token).reason());
    }

    @Test
    void revokedSession_newTokenIsRefused() {
        revocations.revokeAll(Claims.SESSION_ID, Reason.SESSION_REVOKED);
        assertEquals(Reason.SESSION_REVOKED, refusal(token).reason());
    }

    @Test
    void refusalByRevocation_isNotCached() {
        revocations.revokeAll(Claims.USER_ID, Reason.USER_BANNED);
        assertEquals(Reason.USER_BANNED, refusal(token).reason());
        revocations.unban(Claims.USER_ID);
        identity(token);
    }

    @Test
    void cache_isBounded() {
        VerifiedTokenCache small = tokens(Map.of("clerk.token-cache.max-weight", "50K"));
        Map<String, SecurityIdentity> seen = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            String one = Claims.at(now).with("jti", "token-" + i).signedBy(KEY);
            seen.put(one, identity(small, one));
        }
        await().until(() -> seen.entrySet().stream()
                        .filter(one -> identity(small, one.getKey()) == one.getValue())
                        .count()
                < 20);
    }

    private VerifiedTokenCache tokens(Map<String, String> settings) {
        VerificationConfig verification = Settings.of(VerificationConfig.class, Map.of());
        return new VerifiedTokenCache(
                new TokenVerifier(keys, Optional.of(Claims.ISSUER), verification, Duration.ofHours(1), clock),
                keys,
                revocations,
                verification,
                Settings.of(TokenCacheConfig.class, settings),
                clock);
    }

    /** By the cooldown, and with the key id of a stranger. */
    private void refresh(SigningKey... after) {
        clerk.answersWith(after);
        clock.advance(Duration.ofSeconds(6));
        keys.findAfterRefresh("ins_stranger").await().atMost(Duration.ofSeconds(5));
    }

    private SecurityIdentity identity(String token) {
        return identity(tokens, token);
    }

    private static SecurityIdentity identity(VerifiedTokenCache tokens, String token) {
        return tokens.verify(token).await().atMost(Duration.ofSeconds(5)).identity();
    }

    private RefusedException refusal(String token) {
        return assertThrows(RefusedException.class, () -> identity(token));
    }
}
