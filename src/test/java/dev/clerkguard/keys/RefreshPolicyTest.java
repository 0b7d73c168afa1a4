package dev.clerkguard.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.keys.KeysUnavailableException.Cause;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.SigningKey;

/** When the keys are fetched, as a whole: with the cache that asks. */
class RefreshPolicyTest {
    private static final SigningKey OLD = SigningKey.first("ins_old");
    private static final SigningKey NEW = SigningKey.second("ins_new");
    private static final Duration COOLDOWN = Duration.ofSeconds(5);

    private final MovableClock clock = new MovableClock();
    private final FakeJwks clerk = new FakeJwks(OLD);
    private final JwksCache cache = clerk.cache(clock, Map.of());

    @Test
    void refresh_isDueShortlyBeforeTheInterval() {
        cache.tick();
        clock.advance(Duration.ofSeconds(269));
        cache.tick();
        assertEquals(1, clerk.calls(), "a tenth of five minutes is the earliest");
        clock.advance(Duration.ofSeconds(31));
        cache.tick();
        assertEquals(2, clerk.calls());
    }

    @Test
    void refreshTimes_areSpreadOverReplicas() {
        long moments = java.util.stream.Stream.generate(() -> {
                    JwksCache one = clerk.cache(clock, Map.of());
                    one.tick();
                    return one.state().nextFetch();
                })
                .limit(50)
                .distinct()
                .count();
        assertTrue(moments > 10, moments + " moments");
    }

    @Test
    void noKeysLoaded_retryAfterIsGivenAndAFetchFollows() {
        clerk.failsWith(Cause.NO_USABLE_KEY);
        cache.tick();
        KeyLookup.NotLoaded refused =
                assertInstanceOf(KeyLookup.NotLoaded.class, ask("ins_old").join());
        assertEquals(Cause.NO_USABLE_KEY, refused.why().why());
        assertTrue(refused.retryAfter().toSeconds() >= 1 && refused.retryAfter().toSeconds() <= 30);
        clerk.answersWith(OLD);
        clock.advance(Duration.ofSeconds(1));
        cache.tick();
        assertInstanceOf(KeyLookup.Found.class, cache.find("ins_old"));
    }

    @Test
    void requestAfterItsRetryAfter_causesAFetch() {
        clerk.failsWith(Cause.NOT_REACHABLE);
        for (int fetch = 0; fetch < 10; fetch++) {
            due();
        }
        assertEquals(COOLDOWN, retryAfter());
        clock.advance(Duration.ofMillis(4500));
        assertEquals(Duration.ofSeconds(1), retryAfter(), "never at once");
        clerk.answersWith(OLD);
        clock.advance(retryAfter());
        assertInstanceOf(KeyLookup.Found.class, ask("ins_old").join());
    }

    private Duration retryAfter() {
        return assertInstanceOf(KeyLookup.NotLoaded.class, cache.find("ins_old"))
                .retryAfter();
    }

    @Test
    void pauseOfTheEndpoint_preventsFetches() {
        cache.tick();
        clerk.asksForAPause(Duration.ofSeconds(60));
        due();
        for (int second = 0; second < 60; second++) {
            cache.tick();
            assertInstanceOf(KeyLookup.Unknown.class, ask("ins_new").join());
            assertEquals(2, clerk.calls());
            clock.advance(Duration.ofSeconds(1));
        }
        clerk.answersWith(OLD, NEW);
        assertInstanceOf(KeyLookup.Found.class, ask("ins_new").join());
    }

    @Test
    void endedPause_isForgotten() {
        clerk.asksForAPause(Duration.ofSeconds(20));
        cache.tick();
        clerk.failsWith(Cause.NOT_REACHABLE);
        clock.advance(Duration.ofSeconds(20));
        cache.tick();
        assertEquals(2, clerk.calls());
        clock.advance(Duration.ofSeconds(2));
        cache.tick();
        assertEquals(3, clerk.calls());
    }

    @Test
    void pauseOfTheEndpoint_retryAfterIsNotEarlier() {
        clerk.asksForAPause(Duration.ofSeconds(20));
        cache.tick();
        assertEquals(Duration.ofSeconds(20), retryAfter());
    }

    @Test
    void clockSetBack_doesNotDelayAFetch() {
        cache.tick();
        clerk.answersWith(NEW);
        clock.advance(Duration.ofHours(-1));
        assertInstanceOf(KeyLookup.Found.class, ask("ins_new").join());

        clerk.asksForAPause(Duration.ofMinutes(5));
        due();
        clock.advance(Duration.ofHours(-1));
        int before = clerk.calls();
        cache.tick();
        cache.tick();
        assertEquals(before + 1, clerk.calls());
    }

    @Test
    void noKeysLoaded_pauseIsLimited() {
        clerk.asksForAPause(Duration.ofMinutes(5));
        cache.tick();
        assertEquals(Duration.ofSeconds(30), retryAfter());

        clerk.answersWith(OLD);
        clock.advance(Duration.ofSeconds(30));
        cache.tick();
        assertInstanceOf(KeyLookup.Found.class, cache.find("ins_old"));
    }

    @Test
    void pause_endsBeforeTheKeysExpire() {
        JwksCache impatient = clerk.cache(clock, Map.of("clerk.keys.max-age", "6m"));
        impatient.tick();
        clerk.asksForAPause(Duration.ofMinutes(5));
        clock.advance(Duration.ofMinutes(5));
        impatient.tick();
        clerk.answersWith(OLD);
        clock.advance(Duration.ofSeconds(57));
        impatient.tick();
        assertEquals(2, clerk.calls());
        clock.advance(Duration.ofSeconds(1));
        impatient.tick();
        assertEquals(3, clerk.calls(), "as long before the end as a fetch may take");
    }

    @Test
    void failedFetches_becomeRarerDownToTwoPerMinute() {
        clerk.failsWith(Cause.NOT_REACHABLE);
        for (int second = 0; second < 600; second++) {
            cache.tick();
            clock.advance(Duration.ofSeconds(1));
        }
        assertTrue(clerk.calls() >= 20 && clerk.calls() <= 35, clerk.calls() + " fetches in ten minutes");
    }

    private void due() {
        clock.advance(Duration.ofMinutes(5));
        cache.tick();
    }

    private CompletableFuture<KeyLookup> ask(String keyId) {
        Uni<KeyLookup> lookup = cache.findAfterRefresh(keyId);
        return lookup.subscribeAsCompletionStage();
    }
}
