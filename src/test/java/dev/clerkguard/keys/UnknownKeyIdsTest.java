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

/** What tokens with key ids that nobody knows cause, and what not. */
class UnknownKeyIdsTest {
    private static final SigningKey OLD = SigningKey.generate("ins_old");
    private static final SigningKey NEW = SigningKey.generate("ins_new");
    private static final Duration COOLDOWN = Duration.ofSeconds(5);

    private final MovableClock clock = new MovableClock();
    private final FakeKeys clerk = new FakeKeys(OLD);
    private final KeyRing ring = clerk.ring(clock, Map.of());

    @Test
    void aThousandRequestsWithUnknownKeysShareOneFetch() {
        ring.tick();
        clock.advance(COOLDOWN);
        CompletableFuture<SigningKeys> answer = clerk.hangs();
        List<CompletableFuture<KeyLookup>> waiting = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            waiting.add(ask("ins_new"));
        }
        assertEquals(2, clerk.calls());
        answer.complete(FakeKeys.keysOf(OLD, NEW));
        waiting.forEach(one -> assertInstanceOf(KeyLookup.Found.class, one.join()));
    }

    @Test
    void oneMoreThanMayWaitIsAnsweredAtOnce() {
        ring.tick();
        clock.advance(COOLDOWN);
        CompletableFuture<SigningKeys> answer = clerk.hangs();
        for (int i = 0; i < 1000; i++) {
            ask("ins_new");
        }
        assertInstanceOf(KeyLookup.Unknown.class, ask("ins_new").getNow(null));
        answer.complete(FakeKeys.keysOf(OLD));
        clock.advance(COOLDOWN);
        assertTrue(ask("ins_another").isDone(), "those who waited do not wait any more");
    }

    @Test
    void whoeverGoesAwayMakesRoomForAnother() {
        ring.tick();
        clock.advance(COOLDOWN);
        CompletableFuture<SigningKeys> answer = clerk.hangs();
        for (int i = 0; i < 1000; i++) {
            ask("ins_new").cancel(true);
        }
        CompletableFuture<KeyLookup> waiting = ask("ins_new");
        assertFalse(waiting.isDone());
        answer.complete(FakeKeys.keysOf(NEW));
        assertInstanceOf(KeyLookup.Found.class, waiting.join());
    }

    @Test
    void aRequestThatGoesAwayDisturbsNoOther() {
        ring.tick();
        clock.advance(COOLDOWN);
        CompletableFuture<SigningKeys> answer = clerk.hangs();
        CompletableFuture<KeyLookup> leaving = ask("ins_new");
        CompletableFuture<KeyLookup> staying = ask("ins_new");
        leaving.cancel(true);
        answer.complete(FakeKeys.keysOf(NEW));
        assertInstanceOf(KeyLookup.Found.class, staying.join());
    }

    @Test
    void tenThousandRandomKeyIdsCauseOneFetchPerCooldown() {
        ring.tick();
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

    /** Another request's fetch begins and ends wherever this one is interrupted. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aFetchThatWasMadeWhileThisOneWasDecidedOnIsEnough(int reading) {
        ring.tick();
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
    void aRotationIsAcceptedWithinTheCooldownInTheMiddleOfAFloodOfUnknownKeys() {
        ring.tick();
        clock.advance(COOLDOWN);
        ask("random").join();
        clerk.answersWith(OLD, NEW);
        assertInstanceOf(KeyLookup.Unknown.class, ask("ins_new").join());
        clock.advance(COOLDOWN);
        ask("another random").join();
        assertInstanceOf(KeyLookup.Found.class, ring.find("ins_new"));
        assertEquals(3, clerk.calls());
    }

    @Test
    void aKeyIdThatClerkDidNotKnowCausesNoFetchForAWhile() {
        ring.tick();
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
    void whatAFetchCannotTellIsSaidAtOnce() {
        assertEquals(Optional.empty(), ring.findNow("ins_old"), "no fetch was made yet");
        ring.tick();
        assertInstanceOf(KeyLookup.Found.class, ring.findNow("ins_old").orElseThrow());
        assertInstanceOf(KeyLookup.Unknown.class, ring.findNow("ins_x").orElseThrow(), "a fetch was just made");
        clock.advance(COOLDOWN);
        assertInstanceOf(KeyLookup.Found.class, ring.findNow("ins_old").orElseThrow());
        assertEquals(Optional.empty(), ring.findNow("ins_x"));

        ring.findAfterRefresh("ins_x").await().indefinitely();
        clock.advance(COOLDOWN);
        assertInstanceOf(KeyLookup.Unknown.class, ring.findNow("ins_x").orElseThrow(), "it was asked for");
        assertInstanceOf(KeyLookup.Unknown.class, ring.findNow(null).orElseThrow());

        clerk.hangs();
        CompletableFuture<KeyLookup> waiting = ring.findAfterRefresh("ins_y").subscribeAsCompletionStage();
        assertEquals(Optional.empty(), ring.findNow("ins_y"), "a fetch is under way");
        assertFalse(waiting.isDone());
    }

    @Test
    void aFetchThatFailedDoesNotMakeAKeyIdUnknown() {
        ring.tick();
        clock.advance(COOLDOWN);
        clerk.failsWith(Cause.NOT_REACHABLE);
        assertInstanceOf(KeyLookup.Unknown.class, ask("ins_new").join());
        clerk.answersWith(OLD, NEW);
        clock.advance(COOLDOWN);
        assertInstanceOf(KeyLookup.Found.class, ask("ins_new").join());
    }

    @Test
    void aFetchThatWasUnderWayBeforeTheQuestionDoesNotMakeAKeyIdUnknown() {
        ring.tick();
        clock.advance(COOLDOWN);
        CompletableFuture<SigningKeys> answer = clerk.hangs();
        ask("random");
        CompletableFuture<KeyLookup> late = ask("ins_new");
        answer.complete(FakeKeys.keysOf(OLD));
        assertInstanceOf(KeyLookup.Unknown.class, late.join());
        clerk.answersWith(OLD, NEW);
        clock.advance(COOLDOWN);
        assertInstanceOf(KeyLookup.Found.class, ask("ins_new").join());
    }

    @Test
    void noKeyIdAndAnEndlessOneCauseNoFetch() {
        ring.tick();
        clock.advance(COOLDOWN);
        assertInstanceOf(KeyLookup.Unknown.class, ask(null).join());
        assertInstanceOf(KeyLookup.Unknown.class, ask("k".repeat(129)).join());
        assertEquals(1, clerk.calls());
    }

    private CompletableFuture<KeyLookup> ask(String keyId) {
        Uni<KeyLookup> lookup = ring.findAfterRefresh(keyId);
        return lookup.subscribeAsCompletionStage();
    }
}
