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

class KeyRingTest {
    private static final SigningKey OLD = SigningKey.generate("ins_old");
    private static final SigningKey NEW = SigningKey.generate("ins_new");

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
    void aKnownKeyNeverCausesAFetch() {
        ring.tick();
        clock.advance(Duration.ofHours(23));
        assertInstanceOf(KeyLookup.Found.class, ring.find("ins_old"));
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
