package dev.clerkguard.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.keys.KeysUnavailableException.Cause;
import dev.clerkguard.testing.LogLines;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.Settings;
import dev.clerkguard.testing.SigningKey;

class JwksCacheTest {
    private static final SigningKey OLD = SigningKey.first("ins_old");
    private static final SigningKey NEW = SigningKey.second("ins_new");

    private final MovableClock clock = new MovableClock();
    private final FakeJwks clerk = new FakeJwks(OLD);
    private final JwksCache cache = clerk.cache(clock, Map.of());

    @Test
    void keyChanges_areLoggedAndCounted() {
        try (LogLines log = LogLines.of(JwksCache.class)) {
            cache.tick();
            clerk.answersWith(NEW);
            due();
            clerk.failsWith(Cause.NOT_REACHABLE);
            due();
            due();
            clock.advance(Duration.ofHours(25));
            cache.tick();
            cache.tick();
            clerk.answersWith(NEW);
            due();
            assertEquals(
                    List.of(
                            "INFO event=jwks_loaded kids=[ins_old]",
                            "INFO event=jwks_changed kids=[ins_new]",
                            "WARN event=jwks_refresh_failed serving_stale=true cause=\"the JWKS is away\"",
                            "ERROR event=jwks_expired max_age_seconds=86400",
                            "INFO event=jwks_loaded kids=[ins_new]"),
                    log.all());
        }
        assertEquals(3, cache.fetches().of(Optional.empty()));
        assertEquals(clerk.calls() - 3, cache.fetches().of(Optional.of(Cause.NOT_REACHABLE)));
    }

    private void due() {
        clock.advance(Duration.ofMinutes(5));
        cache.tick();
    }

    @Test
    void loading_doesNotWait() {
        CompletableFuture<SigningKeys> answer = clerk.hangs();
        cache.tick();
        assertEquals(1, clerk.calls());
        assertInstanceOf(KeyLookup.NotLoaded.class, cache.find("ins_old"));
        answer.complete(FakeJwks.keysOf(OLD));
        assertInstanceOf(KeyLookup.Found.class, cache.find("ins_old"));
    }

    @Test
    void requestDuringTheFirstFetch_getsItsResult() {
        CompletableFuture<SigningKeys> answer = clerk.hangs();
        cache.tick();
        CompletableFuture<KeyLookup> waiting = ask("ins_old");
        assertFalse(waiting.isDone());
        answer.complete(FakeJwks.keysOf(OLD));
        assertInstanceOf(KeyLookup.Found.class, waiting.join());
        assertEquals(1, clerk.calls());
    }

    @Test
    void knownKey_causesNoFetch() {
        cache.tick();
        clock.advance(Duration.ofHours(23));
        assertInstanceOf(KeyLookup.Found.class, cache.find("ins_old"));
        assertEquals(1, clerk.calls());
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void failedFetch_keepsTheLastGoodKeys(Cause cause) {
        cache.tick();
        SigningKeys before = cache.current().orElseThrow();
        clerk.failsWith(cause);
        for (int minute = 0; minute < 24 * 60; minute++) {
            clock.advance(Duration.ofMinutes(1));
            cache.tick();
            assertSame(before, cache.current().orElseThrow());
        }
    }

    @Test
    void keysUnconfirmedForADay_areNotTrusted() {
        cache.tick();
        clerk.failsWith(Cause.NOT_REACHABLE);
        clock.advance(Duration.ofHours(24));
        cache.tick();
        assertInstanceOf(KeyLookup.Found.class, cache.find("ins_old"));
        clock.advance(Duration.ofSeconds(1));
        assertInstanceOf(KeyLookup.NotLoaded.class, cache.find("ins_old"));
        clerk.answersWith(OLD);
        clock.advance(Duration.ofMinutes(1));
        cache.tick();
        assertInstanceOf(KeyLookup.Found.class, cache.find("ins_old"));
    }

    @Test
    void removedKey_isGoneWithTheNextRefresh() {
        cache.tick();
        clerk.answersWith(NEW);
        clock.advance(Duration.ofMinutes(5));
        cache.tick();
        assertInstanceOf(KeyLookup.Unknown.class, cache.find("ins_old"));
    }

    @Test
    void unchangedKeys_keepTheSameInstance() {
        cache.tick();
        SigningKeys first = cache.current().orElseThrow();
        clerk.answersWith(SigningKey.third("unused"), OLD);
        clock.advance(Duration.ofMinutes(5));
        cache.tick();
        SigningKeys second = cache.current().orElseThrow();
        assertNotSame(first, second);
        clock.advance(Duration.ofMinutes(5));
        cache.tick();
        assertSame(second, cache.current().orElseThrow());
    }

    @Test
    void throwingSource_isAFailedFetch() {
        JwksCache broken = new JwksCache(
                () -> {
                    throw new IllegalStateException("unexpected");
                },
                Settings.of(JwksConfig.class, Map.of()),
                clock);
        broken.tick();
        assertEquals(1, broken.state().failures());
        assertTrue(broken.state().inFlight().isEmpty());
    }

    private CompletableFuture<KeyLookup> ask(String keyId) {
        Uni<KeyLookup> lookup = cache.findAfterRefresh(keyId);
        return lookup.subscribeAsCompletionStage();
    }
}
