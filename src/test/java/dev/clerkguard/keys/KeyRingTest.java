package dev.clerkguard.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.keys.KeysUnavailableException.Cause;
import dev.clerkguard.testing.LogLines;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.Settings;
import dev.clerkguard.testing.SigningKey;

class KeyRingTest {
    private static final SigningKey OLD = SigningKey.generate("ins_old");
    private static final SigningKey NEW = SigningKey.generate("ins_new");
    private static final Duration COOLDOWN = Duration.ofSeconds(5);

    private final MovableClock clock = new MovableClock();
    private final FakeKeys clerk = new FakeKeys(OLD);
    private final KeyRing ring = clerk.ring(clock, Map.of());

    @Test
    void whatBecomesOfTheKeysIsSaidAndCounted() {
        try (LogLines log = LogLines.of(KeyRing.class)) {
            ring.tick();
            clerk.answersWith(NEW);
            due();
            clerk.failsWith(Cause.NOT_REACHABLE);
            due();
            due();
            clock.advance(Duration.ofHours(25));
            ring.tick();
            ring.tick();
            clerk.answersWith(NEW);
            due();
            assertEquals(
                    List.of(
                            "INFO event=signing-keys state=loaded ids=[ins_old]",
                            "INFO event=signing-keys state=changed ids=[ins_new]",
                            "WARN event=signing-keys state=away effect=last-good-ones-stay-in-use"
                                    + " cause=\"the JWKS is away\"",
                            "ERROR event=signing-keys state=lost effect=all-tokens-answered-with-503 max-age=86400s",
                            "INFO event=signing-keys state=loaded ids=[ins_new]"),
                    log.all());
        }
        assertEquals(3, ring.fetches().of(Optional.empty()));
        assertEquals(clerk.calls() - 3, ring.fetches().of(Optional.of(Cause.NOT_REACHABLE)));
    }

    private void due() {
        clock.advance(Duration.ofMinutes(5));
        ring.tick();
    }

    @Test
    void loadingDoesNotWaitAndSaysSo() {
        CompletableFuture<SigningKeys> answer = clerk.hangs();
        ring.tick();
        assertEquals(1, clerk.calls());
        assertInstanceOf(KeyLookup.NotLoaded.class, ring.find("ins_old"));
        answer.complete(FakeKeys.keysOf(OLD));
        assertInstanceOf(KeyLookup.Found.class, ring.find("ins_old"));
    }

    @Test
    void aRequestThatComesWhileTheFirstFetchIsUnderWayGetsItsAnswer() {
        CompletableFuture<SigningKeys> answer = clerk.hangs();
        ring.tick();
        CompletableFuture<KeyLookup> waiting = ask("ins_old");
        assertFalse(waiting.isDone());
        answer.complete(FakeKeys.keysOf(OLD));
        assertInstanceOf(KeyLookup.Found.class, waiting.join());
        assertEquals(1, clerk.calls());
    }

    @Test
    void keysAreFetchedAgainAheadOfTheirAgeAndNotBefore() {
        ring.tick();
        clock.advance(Duration.ofSeconds(269));
        ring.tick();
        assertEquals(1, clerk.calls(), "a tenth of five minutes is the earliest");
        clock.advance(Duration.ofSeconds(31));
        ring.tick();
        assertEquals(2, clerk.calls());
    }

    @Test
    void replicasDoNotFetchAtTheSameMoment() {
        long moments = java.util.stream.Stream.generate(() -> {
                    KeyRing one = clerk.ring(clock, Map.of());
                    one.tick();
                    return one.state().nextFetch();
                })
                .limit(50)
                .distinct()
                .count();
        assertTrue(moments > 10, moments + " moments");
    }

    @Test
    void aKnownKeyNeverCausesAFetch() {
        ring.tick();
        clock.advance(Duration.ofHours(23));
        assertInstanceOf(KeyLookup.Found.class, ring.find("ins_old"));
        assertEquals(1, clerk.calls());
    }

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

    @ParameterizedTest
    @EnumSource(Cause.class)
    void whateverGoesWrongTheLastGoodKeysStay(Cause cause) {
        ring.tick();
        SigningKeys before = ring.current().orElseThrow();
        clerk.failsWith(cause);
        for (int minute = 0; minute < 24 * 60; minute++) {
            clock.advance(Duration.ofMinutes(1));
            ring.tick();
            assertSame(before, ring.current().orElseThrow());
        }
    }

    @Test
    void keysThatNobodyConfirmedForADayAreNotTrustedAnyMore() {
        ring.tick();
        clerk.failsWith(Cause.NOT_REACHABLE);
        clock.advance(Duration.ofHours(24));
        ring.tick();
        assertInstanceOf(KeyLookup.Found.class, ring.find("ins_old"));
        clock.advance(Duration.ofSeconds(1));
        assertInstanceOf(KeyLookup.NotLoaded.class, ring.find("ins_old"));
        clerk.answersWith(OLD);
        clock.advance(Duration.ofMinutes(1));
        ring.tick();
        assertInstanceOf(KeyLookup.Found.class, ring.find("ins_old"));
    }

    @Test
    void aRemovedKeyIsGoneWithTheNextRefresh() {
        ring.tick();
        clerk.answersWith(NEW);
        clock.advance(Duration.ofMinutes(5));
        ring.tick();
        assertInstanceOf(KeyLookup.Unknown.class, ring.find("ins_old"));
    }

    @Test
    void theKeySetIsTheSameInstanceForAsLongAsItsKeysAreTheSame() {
        ring.tick();
        SigningKeys first = ring.current().orElseThrow();
        clerk.answersWith(SigningKey.generate("unused"), OLD);
        clock.advance(Duration.ofMinutes(5));
        ring.tick();
        SigningKeys second = ring.current().orElseThrow();
        assertNotSame(first, second);
        clock.advance(Duration.ofMinutes(5));
        ring.tick();
        assertSame(second, ring.current().orElseThrow());
    }

    @Test
    void neverLoadedTellsWhenToComeBackAndRecoversByItself() {
        clerk.failsWith(Cause.NO_USABLE_KEY);
        ring.tick();
        KeyLookup.NotLoaded refused =
                assertInstanceOf(KeyLookup.NotLoaded.class, ask("ins_old").join());
        assertEquals(Cause.NO_USABLE_KEY, refused.why().why());
        assertTrue(refused.retryAfter().toSeconds() >= 1 && refused.retryAfter().toSeconds() <= 30);
        clerk.answersWith(OLD);
        clock.advance(Duration.ofSeconds(1));
        ring.tick();
        assertInstanceOf(KeyLookup.Found.class, ring.find("ins_old"));
    }

    @Test
    void whoeverComesBackWhenToldCausesAFetchHoweverRareTheOthersAre() {
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
        return assertInstanceOf(KeyLookup.NotLoaded.class, ring.find("ins_old")).retryAfter();
    }

    @Test
    void nobodyCausesAFetchBeforeTheEndpointWantsOne() {
        ring.tick();
        clerk.asksForAPause(Duration.ofSeconds(60));
        due();
        for (int second = 0; second < 60; second++) {
            ring.tick();
            assertInstanceOf(KeyLookup.Unknown.class, ask("ins_new").join());
            assertEquals(2, clerk.calls());
            clock.advance(Duration.ofSeconds(1));
        }
        clerk.answersWith(OLD, NEW);
        assertInstanceOf(KeyLookup.Found.class, ask("ins_new").join());
    }

    @Test
    void aPauseThatIsOverIsForgotten() {
        clerk.asksForAPause(Duration.ofSeconds(20));
        ring.tick();
        clerk.failsWith(Cause.NOT_REACHABLE);
        clock.advance(Duration.ofSeconds(20));
        ring.tick();
        assertEquals(2, clerk.calls());
        clock.advance(Duration.ofSeconds(2));
        ring.tick();
        assertEquals(3, clerk.calls());
    }

    @Test
    void whileTheEndpointWantsAPauseNobodyIsToldToComeBackEarlier() {
        clerk.asksForAPause(Duration.ofSeconds(20));
        ring.tick();
        assertEquals(Duration.ofSeconds(20), retryAfter());
    }

    @Test
    void aClockThatIsPutBackPutsNoFetchOff() {
        ring.tick();
        clerk.answersWith(NEW);
        clock.advance(Duration.ofHours(-1));
        assertInstanceOf(KeyLookup.Found.class, ask("ins_new").join());

        clerk.asksForAPause(Duration.ofMinutes(5));
        due();
        clock.advance(Duration.ofHours(-1));
        int before = clerk.calls();
        ring.tick();
        ring.tick();
        assertEquals(before + 1, clerk.calls());
    }

    @Test
    void withoutAnyKeyAPauseIsNoLongerThanBetweenTwoFailures() {
        clerk.asksForAPause(Duration.ofMinutes(5));
        ring.tick();
        assertEquals(Duration.ofSeconds(30), retryAfter());

        clerk.answersWith(OLD);
        clock.advance(Duration.ofSeconds(30));
        ring.tick();
        assertInstanceOf(KeyLookup.Found.class, ring.find("ins_old"));
    }

    @Test
    void aPauseDoesNotLastUntilTheKeysAreLost() {
        KeyRing impatient = clerk.ring(clock, Map.of("clerk.keys.max-age", "6m"));
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
    void failedFetchesBecomeRarerButNeverRarerThanTwiceAMinute() {
        clerk.failsWith(Cause.NOT_REACHABLE);
        for (int second = 0; second < 600; second++) {
            ring.tick();
            clock.advance(Duration.ofSeconds(1));
        }
        assertTrue(clerk.calls() >= 20 && clerk.calls() <= 35, clerk.calls() + " fetches in ten minutes");
    }

    @Test
    void aSourceThatThrowsIsAFetchThatFailed() {
        KeyRing broken = new KeyRing(
                () -> {
                    throw new IllegalStateException("unexpected");
                },
                Settings.of(KeysConfig.class, Map.of()),
                clock);
        broken.tick();
        assertEquals(1, broken.state().failures());
        assertTrue(broken.state().inFlight().isEmpty());
    }

    private CompletableFuture<KeyLookup> ask(String keyId) {
        Uni<KeyLookup> lookup = ring.findAfterRefresh(keyId);
        return lookup.subscribeAsCompletionStage();
    }
}
