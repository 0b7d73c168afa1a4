package dev.clerkguard.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import dev.clerkguard.testing.LogLines;
import dev.clerkguard.testing.MovableClock;

class MessageVerifierTest {
    private static final String SECRET = "a secret that is shared by all";
    private static final RedisNames NAMES = new RedisNames("clerk-guard");
    private static final ReplicationEvent EVENT = ReplicationEvent.of("revoked", "sess_1");

    private final MovableClock clock = new MovableClock();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final MessageAuthenticator authenticator = new MessageAuthenticator(List.of(SECRET));
    private final MessageSealer sealer = new MessageSealer(authenticator, NAMES, clock);
    private final MessageVerifier verifier = new MessageVerifier(authenticator, new ReplicationTraffic(meters), clock);

    @Test
    void sentMessage_isAcceptedOnce() {
        String line = sealed().line();
        assertEquals(Optional.of(EVENT.write()), sent(line));
        assertEquals(Optional.empty(), sent(line));
        assertEquals(1, rejected("replayed"));
    }

    @Test
    void olderMessageOfTheSameSender_isAReplay() {
        String older = sealed().line();
        assertTrue(sent(sealed().line()).isPresent());
        assertEquals(Optional.empty(), sent(older));
        assertEquals(1, rejected("replayed"));
    }

    @Test
    void messageOfYesterday_isRejectedByAReplicaThatStartsNow() {
        String line = sealed().line();
        clock.advance(MessageVerifier.VALIDITY);
        assertEquals(Optional.empty(), sent(line));
        assertEquals(1, rejected("expired"));
    }

    @Test
    void messageFromFarInTheFuture_isRejected() {
        clock.advance(MessageVerifier.VALIDITY.plusMillis(1));
        String line = sealed().line();
        clock.set(MovableClock.START);
        assertEquals(Optional.empty(), sent(line));
        assertEquals(1, rejected("expired"));
    }

    @Test
    void messageThatWaited_isAcceptedWithTheTimeOfItsPublication() {
        Instant published = clock.instant();
        clock.advance(Duration.ofHours(3));
        String line = sealer.seal(new QueuedMessage(Message.transientEvent(EVENT), published))
                .line();
        assertEquals(Optional.of(published), verifier.sent(NAMES.events(), line).map(Envelope::publishedAt));
    }

    @Test
    void storedMessage_isAcceptedFromItsKeyOnlyAndUntilItEnds() {
        SealedMessage.StoredLine stored = sealed().stored().orElseThrow();
        assertTrue(verifier.stored(stored.key(), stored.line()).isPresent());
        assertTrue(verifier.stored(stored.key(), stored.line()).isPresent(), "each time it is read");
        assertEquals(Optional.empty(), verifier.stored(NAMES.stored("0".repeat(32)), stored.line()));
        assertEquals(Optional.empty(), sent(stored.line()));
        assertEquals(2, rejected("not_authentic"));
        clock.advance(Duration.ofMinutes(1));
        assertEquals(Optional.empty(), verifier.stored(stored.key(), stored.line()));
        assertEquals(1, rejected("expired"));
    }

    @Test
    void messageOfAnotherSecret_isRejected() {
        MessageSealer stranger =
                new MessageSealer(new MessageAuthenticator(List.of("a secret of another service")), NAMES, clock);
        assertEquals(Optional.empty(), sent(stranger.seal(NAMES.events(), clock.instant(), EVENT.write())));
        assertEquals(1, rejected("not_authentic"));
    }

    @Test
    void tooLargeMessage_isRejectedEvenWithAValidCode() {
        String line = sealer.seal(NAMES.events(), clock.instant(), "x".repeat(Envelope.MAX_BYTES));
        assertEquals(Optional.empty(), sent(line));
        assertEquals(1, rejected("too_large"));
    }

    @Test
    void manyRejectedMessages_areOneLineInTheLog() {
        try (LogLines log = LogLines.of(ReplicationTraffic.class)) {
            for (int i = 0; i < 1000; i++) {
                sent("rubbish " + i);
            }
            assertEquals(List.of("WARN event=replication_message_rejected reason=not_authentic"), log.all());
        }
        assertEquals(1000, rejected("not_authentic"));
    }

    private SealedMessage sealed() {
        Instant now = clock.instant();
        return sealer.seal(new QueuedMessage(Message.stored("key", now.plusSeconds(60), EVENT), now));
    }

    private Optional<String> sent(String line) {
        return verifier.sent(NAMES.events(), line).map(Envelope::text);
    }

    private double rejected(String reason) {
        return meters.get("clerk.guard.replica.messages.rejected")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
