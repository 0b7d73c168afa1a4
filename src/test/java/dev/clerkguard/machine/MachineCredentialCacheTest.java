package dev.clerkguard.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

import dev.clerkguard.keys.FakeJwks;
import dev.clerkguard.keys.JwksCache;
import dev.clerkguard.machine.MachineCredentialCache.CacheTimes;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.revocation.RevocationConfig;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.revocation.RevocationPublisher;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.MachineTokens;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.Settings;
import dev.clerkguard.token.TokenType;

class MachineCredentialCacheTest {
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final MovableClock clock = new MovableClock(now);
    private final FakeJwks clerk = new FakeJwks(ClerkStub.KEY);
    private final JwksCache keys = clerk.loadedRing(clock);
    private final List<CompletableFuture<MachineCredential>> calls = new ArrayList<>();
    private final RevocationList revocations =
            new RevocationList(Settings.of(RevocationConfig.class, Map.of()), SKEW, RevocationPublisher.NONE, clock);
    private final MachineCredentialCache cache = cache(Map.of());

    private MachineCredentialCache cache(Map<String, String> settings) {
        OAuthAudience audience = new OAuthAudience(Optional.empty(), Optional.empty());
        return new MachineCredentialCache(
                (type, secret) -> {
                    CompletableFuture<MachineCredential> call = new CompletableFuture<>();
                    calls.add(call);
                    return Uni.createFrom().completionStage(call);
                },
                new MachineJwtVerifier(keys, Set.of(Claims.ISSUER), audience, SKEW, clock),
                keys,
                revocations,
                new MachineMetrics(),
                Settings.of(MachineConfig.class, settings),
                new CacheTimes(Duration.ofSeconds(3), SKEW, clock));
    }

    private static MachineCredential key(String subject, Instant expiresAt) {
        return new MachineCredential(
                TokenType.API_KEY,
                Optional.of("ak_id"),
                subject,
                Optional.empty(),
                List.of("a"),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.ofNullable(expiresAt));
    }

    @Test
    void thousandCallersWithOneKey_areOneCall() {
        List<CompletableFuture<SecurityIdentity>> callers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            callers.add(ask("ak_1"));
        }
        // A caller that cancels early does not affect the others.
        callers.remove(0).cancel(true);
        calls.get(0).complete(key("user_1", null));

        SecurityIdentity first = callers.get(0).join();
        callers.forEach(caller -> assertSame(first, caller.join()));
        assertEquals(1, calls.size());
        assertSame(first, cache.verifyNow(TokenType.API_KEY, "ak_1").orElseThrow());
    }

    @Test
    void verifiedKey_isVerifiedAgainAfterItsTtl() {
        verified("ak_1", key("user_1", null));
        clock.advance(Duration.ofSeconds(60).minusMillis(1));
        assertTrue(cache.verifyNow(TokenType.API_KEY, "ak_1").isPresent());
        clock.advance(Duration.ofMillis(1));
        assertEquals(Optional.empty(), cache.verifyNow(TokenType.API_KEY, "ak_1"));
    }

    @Test
    void verifiedKey_isNotUsedAfterItsExpiration() {
        verified("ak_1", key("user_1", now.plusSeconds(10)));
        clock.advance(Duration.ofSeconds(10).minusMillis(1));
        assertTrue(cache.verifyNow(TokenType.API_KEY, "ak_1").isPresent());
        clock.advance(Duration.ofMillis(1));
        assertEquals(Optional.empty(), cache.verifyNow(TokenType.API_KEY, "ak_1"));
    }

    @Test
    void watchedKey_isVerifiedAgainAfterItsTtlAndEndsWhenItIsRefused() {
        CredentialWatch watch = watchedKey(null);
        clock.advance(Duration.ofSeconds(60).minusMillis(1));
        assertEquals(Optional.empty(), watch.refusal());
        assertEquals(1, calls.size());

        clock.advance(Duration.ofMillis(1));
        assertEquals(Optional.empty(), watch.refusal());
        assertEquals(Optional.empty(), watch.refusal());
        assertEquals(2, calls.size());
        calls.get(1).completeExceptionally(new RefusedException(Reason.TOKEN_REVOKED, "revoked"));

        assertEquals(Reason.TOKEN_REVOKED, watch.refusal().orElseThrow().reason());
    }

    @Test
    void watchedKey_isAcceptedDuringAnOutageUntilItExpires() {
        CredentialWatch watch = watchedKey(now.plusSeconds(150));
        for (int minute = 1; minute <= 2; minute++) {
            clock.advance(Duration.ofSeconds(60));
            assertEquals(Optional.empty(), watch.refusal());
            calls.get(minute).completeExceptionally(new RefusedException(Reason.CLERK_UNAVAILABLE, "away"));
            assertEquals(Optional.empty(), watch.refusal());
            assertEquals(minute + 1, calls.size());
        }

        clock.advance(Duration.ofSeconds(30));
        assertEquals(Reason.TOKEN_EXPIRED, watch.refusal().orElseThrow().reason());
    }

    private CredentialWatch watchedKey(Instant expiresAt) {
        MachineCredential credential = key("user_1", expiresAt);
        verified("ak_1", credential);
        return cache.watch(credential, "ak_1");
    }

    @Test
    void refusedKey_isRememberedBriefly() {
        CompletableFuture<SecurityIdentity> caller = ask("ak_1");
        calls.get(0).completeExceptionally(new RefusedException(Reason.TOKEN_REVOKED, "revoked"));
        assertEquals(Reason.TOKEN_REVOKED, refusal(caller));

        clock.advance(Duration.ofSeconds(10).minusMillis(1));
        assertThrows(RefusedException.class, () -> cache.verifyNow(TokenType.API_KEY, "ak_1"));
        clock.advance(Duration.ofMillis(1));
        assertEquals(Optional.empty(), cache.verifyNow(TokenType.API_KEY, "ak_1"));
    }

    @Test
    void undecidedVerification_isNotCachedAndTakesNoShare() {
        for (int i = 0; i < 200; i++) {
            CompletableFuture<SecurityIdentity> caller = ask("ak_1");
            calls.get(i).completeExceptionally(new RefusedException(Reason.CLERK_UNAVAILABLE, "away"));
            assertEquals(Reason.CLERK_UNAVAILABLE, refusal(caller));
        }
        assertEquals(200, calls.size());
    }

    @Test
    void floodOfUnknownKeys_isBoundedAndKnownOnesStayKnown() {
        verified("ak_good", key("user_1", null));
        int limited = 0;
        for (int i = 0; i < 500; i++) {
            int before = calls.size();
            CompletableFuture<SecurityIdentity> caller = ask("ak_bad" + i);
            if (calls.size() > before) {
                calls.get(before).completeExceptionally(new RefusedException(Reason.TOKEN_INVALID, "unknown"));
                assertEquals(Reason.TOKEN_INVALID, refusal(caller));
            } else {
                assertEquals(Reason.VERIFICATIONS_LIMITED, refusal(caller));
                limited++;
            }
        }
        assertEquals(450, limited);
        assertTrue(cache.verifyNow(TokenType.API_KEY, "ak_good").isPresent());
        assertTrue(
                cache.verifyNow(TokenType.OAUTH_TOKEN, MachineTokens.oauth(now).signed())
                        .isPresent());
    }

    @Test
    void forgottenSubject_dropsCachedCredentialsAndRunningCalls() {
        verified("ak_1", key("user_1", null));
        verified("ak_2", key("user_2", null));
        CompletableFuture<SecurityIdentity> caller = ask("ak_3");
        cache.forget("user_1");
        calls.get(2).complete(key("user_1", null));
        caller.join();

        assertEquals(Optional.empty(), cache.verifyNow(TokenType.API_KEY, "ak_1"));
        assertTrue(cache.verifyNow(TokenType.API_KEY, "ak_2").isPresent());
        assertEquals(Optional.empty(), cache.verifyNow(TokenType.API_KEY, "ak_3"));
    }

    @Test
    void credentialsOfADeletedOrBannedUser_areRefused() {
        verified("ak_1", key("user_1", null));
        String token = MachineTokens.oauth(now).with("sub", "user_1").signed();
        assertTrue(cache.verifyNow(TokenType.OAUTH_TOKEN, token).isPresent());

        revocations.revokeIssuedBefore("user_1", Reason.SESSION_REVOKED, clock.instant());
        assertTrue(cache.verifyNow(TokenType.API_KEY, "ak_1").isPresent(), "ended sessions do not concern keys");
        revocations.revokeAll("user_1", Reason.USER_NOT_FOUND);

        assertEquals(Reason.USER_NOT_FOUND, refusalNow(TokenType.API_KEY, "ak_1"));
        assertEquals(Reason.USER_NOT_FOUND, refusalNow(TokenType.OAUTH_TOKEN, token));
    }

    @Test
    void jwt_isAcceptedUntilItsExpiry() {
        String token =
                MachineTokens.m2m(now).with("exp", now.getEpochSecond() + 600).signed();
        assertSame(
                cache.verifyNow(TokenType.M2M_TOKEN, token).orElseThrow(),
                cache.verifyNow(TokenType.M2M_TOKEN, token).orElseThrow());
        clock.set(now.plusSeconds(605));
        assertEquals(Reason.TOKEN_EXPIRED, refusalNow(TokenType.M2M_TOKEN, token));
        assertEquals(0, calls.size());
    }

    @Test
    void moreThanMayWait_areRefusedAtOnce() {
        MachineCredentialCache narrow = cache(Map.of("clerk.machine.max-waiting", "2"));
        narrow.verify(TokenType.API_KEY, "ak_1").subscribeAsCompletionStage();
        narrow.verify(TokenType.API_KEY, "ak_1").subscribeAsCompletionStage();
        assertEquals(
                Reason.CLERK_UNAVAILABLE,
                refusal(narrow.verify(TokenType.API_KEY, "ak_1").subscribeAsCompletionStage()));
    }

    private CompletableFuture<SecurityIdentity> ask(String secret) {
        return cache.verify(TokenType.API_KEY, secret).subscribeAsCompletionStage();
    }

    private void verified(String secret, MachineCredential credential) {
        CompletableFuture<SecurityIdentity> caller = ask(secret);
        calls.get(calls.size() - 1).complete(credential);
        caller.join();
    }

    private Reason refusalNow(TokenType type, String credential) {
        return assertThrows(RefusedException.class, () -> cache.verifyNow(type, credential))
                .reason();
    }

    private static Reason refusal(CompletableFuture<?> caller) {
        return ((RefusedException)
                        assertThrows(CompletionException.class, caller::join).getCause())
                .reason();
    }
}
