package dev.clerkguard.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.keys.KeysUnavailableException.Cause;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.SigningKey;

/** The fetches that tokens with unknown key ids cause. */
class UnknownKeyIdsTest {
    private static final SigningKey OLD = SigningKey.first("ins_old");
    private static final SigningKey NEW = SigningKey.second("ins_new");
    private static final Duration COOLDOWN = Duration.ofSeconds(5);

    private final MovableClock clock = new MovableClock();
    private final FakeJwks clerk = new FakeJwks(OLD);
    private final JwksCache cache = clerk.cache(clock, Map.of());

    @Test
    void thousandRequestsWithUnknownKeyIds_shareOneFetch() {
        cache.tick();
        clock.advance(COOLDOWN);
        CompletableFuture<SigningKeys> answer = clerk.hangs();
        List<CompletableFuture<KeyLookup>> waiting = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            waiting.add(ask("ins_new"));
        }
        assertEquals(2, clerk.calls());
        answer.complete(FakeJwks.keysOf(OLD, NEW));
        waiting.forEach(one -> assertInstanceOf(KeyLookup.Found.class, one.join()));
    }

    @Test
    void oneWaitingRequestTooMany_isAnsweredAtOnce() {
        cache.tick();
        clock.advance(COOLDOWN);
        CompletableFuture<SigningKeys> answer = clerk.hangs();
        for (int i = 0; i < 1000; i++) {
            ask("ins_new");
        }
        assertInstanceOf(KeyLookup.Unknown.class, ask("ins_new").getNow(null));
        answer.complete(FakeJwks.keysOf(OLD));
        clock.advance(COOLDOWN);
        assertTrue(ask("ins_another").isDone(), "those who waited do not wait any more");
    }

    @Test
    void cancelledRequest_freesItsPlace() {
        cache.tick();
        clock.advance(COOLDOWN);
        CompletableFuture<SigningKeys> answer = clerk.hangs();
        for (int i = 0; i < 1000; i++) {
            ask("ins_new").cancel(true);
        }
        CompletableFuture<KeyLookup> waiting = ask("ins_new");
        assertFalse(waiting.isDone());
        answer.complete(FakeJwks.keysOf(NEW));
        assertInstanceOf(KeyLookup.Found.class, waiting.join());
    }

    @Test
    void cancelledRequest_doesNotAffectTheOthers() {
        cache.tick();
        clock.advance(COOLDOWN);
        CompletableFuture<SigningKeys> answer = clerk.hangs();
        CompletableFuture<KeyLookup> leaving = ask("ins_new");
        CompletableFuture<KeyLookup> staying = ask("ins_new");
        leaving.cancel(true);
        answer.complete(FakeJwks.keysOf(NEW));
        assertInstanceOf(KeyLookup.Found.class, staying.join());
    }

    @Test
    void tenThousandRandomKeyIds_causeOneFetchPerCooldown() {
        cache.tick();
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 170; i++) {
                assertInstanceOf(
                        KeyLookup.Unknown.class,
                        ask(UUID.randomUUID().toString()).join());
            }
            clock.advance(Duration.ofSeconds(1));
        }
        assertEquals(12, clerk.calls(), "the first one, and one each 5 s of the minute");
    }

    /** The fetch of another request begins and ends at each point of this one. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void concurrentFetch_isShared(int reading) {
        cache.tick();
        clock.advance(COOLDOWN);
        AtomicInteger readings = new AtomicInteger();
        clock.onReading(() -> {
            if (readings.getAndIncrement() == reading) {
                ask("another");
            }
        });
        ask("ins_new").join();
        assertEquals(2, clerk.calls());
    }

    @Test
    void rotationDuringAFlood_isAcceptedWithinTheCooldown() {
        cache.tick();
        clock.advance(COOLDOWN);
        ask("random").join();
        clerk.answersWith(OLD, NEW);
        assertInstanceOf(KeyLookup.Unknown.class, ask("ins_new").join());
        clock.advance(COOLDOWN);
        ask("another random").join();
        assertInstanceOf(KeyLookup.Found.class, cache.find("ins_new"));
        assertEquals(3, clerk.calls());
    }

    @Test
    void knownMissingKeyId_causesNoFetchForItsTtl() {
        cache.tick();
        clock.advance(COOLDOWN);
        ask("ins_gone").join();
        clock.advance(Duration.ofSeconds(29));
        ask("ins_gone").join();
        assertEquals(2, clerk.calls());
        clock.advance(Duration.ofSeconds(1));
        ask("ins_gone").join();
        assertEquals(3, clerk.calls());
    }

    @Test
    void keyIdThatNoFetchCanFind_isRefusedAtOnce() {
        assertEquals(Optional.empty(), cache.findNow("ins_old"), "no fetch was made yet");
        cache.tick();
        assertInstanceOf(KeyLookup.Found.class, cache.findNow("ins_old").orElseThrow());
        assertInstanceOf(KeyLookup.Unknown.class, cache.findNow("ins_x").orElseThrow(), "a fetch was just made");
        clock.advance(COOLDOWN);
        assertInstanceOf(KeyLookup.Found.class, cache.findNow("ins_old").orElseThrow());
        assertEquals(Optional.empty(), cache.findNow("ins_x"));

        cache.findAfterRefresh("ins_x").await().indefinitely();
        clock.advance(COOLDOWN);
        assertInstanceOf(KeyLookup.Unknown.class, cache.findNow("ins_x").orElseThrow(), "it was asked for");
        assertInstanceOf(KeyLookup.Unknown.class, cache.findNow(null).orElseThrow());

        clerk.hangs();
        CompletableFuture<KeyLookup> waiting = cache.findAfterRefresh("ins_y").subscribeAsCompletionStage();
        assertEquals(Optional.empty(), cache.findNow("ins_y"), "a fetch is under way");
        assertFalse(waiting.isDone());
    }

    @Test
    void failedFetch_doesNotMakeAKeyIdMissing() {
        cache.tick();
        clock.advance(COOLDOWN);
        clerk.failsWith(Cause.NOT_REACHABLE);
        assertInstanceOf(KeyLookup.Unknown.class, ask("ins_new").join());
        clerk.answersWith(OLD, NEW);
        clock.advance(COOLDOWN);
        assertInstanceOf(KeyLookup.Found.class, ask("ins_new").join());
    }

    @Test
    void earlierFetch_doesNotMakeAKeyIdMissing() {
        cache.tick();
        clock.advance(COOLDOWN);
        CompletableFuture<SigningKeys> answer = clerk.hangs();
        ask("random");
        CompletableFuture<KeyLookup> late = ask("ins_new");
        answer.complete(FakeJwks.keysOf(OLD));
        assertInstanceOf(KeyLookup.Unknown.class, late.join());
        clerk.answersWith(OLD, NEW);
        clock.advance(COOLDOWN);
        assertInstanceOf(KeyLookup.Found.class, ask("ins_new").join());
    }

    @Test
    void absentOrEndlessKeyId_causesNoFetch() {
        cache.tick();
        clock.advance(COOLDOWN);
        assertInstanceOf(KeyLookup.Unknown.class, ask(null).join());
        assertInstanceOf(KeyLookup.Unknown.class, ask("k".repeat(129)).join());
        assertEquals(1, clerk.calls());
    }

    private CompletableFuture<KeyLookup> ask(String keyId) {
        Uni<KeyLookup> lookup = cache.findAfterRefresh(keyId);
        return lookup.subscribeAsCompletionStage();
    }
}
