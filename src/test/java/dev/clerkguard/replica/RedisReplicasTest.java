package dev.clerkguard.replica;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;

import dev.clerkguard.replica.Replicas.OutboxFull;
import dev.clerkguard.testing.LogLines;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.RedisServer;
import dev.clerkguard.testing.Settings;

/** Several replicas in one process, and a real Redis that is not always there. */
class RedisReplicasTest {
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    private static Vertx vertx;

    private final List<Replica> replicas = new ArrayList<>();
    private RedisServer redis;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close();
    }

    @BeforeEach
    void startRedis() {
        redis = RedisServer.start();
    }

    @AfterEach
    void stopAll() {
        replicas.forEach(replica -> replica.link.leave());
        redis.close();
    }

    @Test
    void whatOneSaysTheOthersHearAndItselfDoesNot() {
        Replica one = joined();
        Replica other = joined();
        done(one.link.announce(Message.passing("news")));
        await().until(() -> other.heard.contains("news"));
        assertEquals(List.of(), one.heard);
    }

    @Test
    void whoJoinsLaterLearnsWhatIsKeptAndNothingElse() {
        Replica one = joined();
        done(one.link.announce(kept("a", "of a")));
        done(one.link.announce(kept("b", "of b")));
        done(one.link.announce(kept("b", "later of b")));
        done(one.link.announce(Message.passing("passing")));
        Replica later = joined();
        assertEquals(
                List.of("later of b", "of a"), later.heard.stream().sorted().toList());
    }

    @Test
    void whoHasJoinedKnowsWhatIsKeptAlready() {
        Replica one = joined();
        for (int i = 0; i < 100; i++) {
            one.link.announce(kept("key " + i, "news"));
        }
        done(one.link.announce(kept("last", "last news")));
        Replica later = unjoined(Map.of());
        done(later.link.join(later));
        assertEquals(101, later.heard.size());
    }

    @Test
    void whoJoinsWhileRedisIsAwayIsNotKeptWaiting() {
        redis.kill();
        Replica one = unjoined(Map.of());
        done(one.link.join(one));
        assertFalse(one.link.state().connected());
    }

    @Test
    void whatIsKeptExpires() {
        Replica one = joined();
        done(one.link.announce(Message.kept("a", Instant.now().plusMillis(300), "short-lived")));
        done(one.link.announce(Message.kept("b", Instant.now().minusMillis(1), "over")));
        await().until(() -> joined().heard.isEmpty());
    }

    @Test
    void otherKeysAndOtherPrefixesAreNoneOfOurBusiness() {
        Replica one = joined();
        Replica stranger = joined(Map.of("clerk.replicas.prefix", "another*"));
        done(stranger.link.announce(kept("a", "a stranger's")));
        done(one.link.announce(kept("a", "ours")));
        await().until(() -> joined().heard.equals(List.of("ours")));
        assertEquals(List.of(), stranger.heard);
    }

    @Test
    void whileRedisIsAwayNobodyWaitsAndWhatIsSaidArrivesLater() {
        Replica one = joined();
        Replica other = joined();
        int missedBefore = other.missed.get();
        redis.kill();
        await().until(() -> !one.link.state().connected());
        done(one.link.announce(Message.passing("passing")));
        done(one.link.announce(kept("a", "kept")));
        await().until(() -> one.link.state().waiting() == 2);
        redis.restart();
        await().atMost(RECOVERY).until(() -> other.heard.contains("kept"));
        // What was not kept may have been said before the other one listened again; then it knows that it missed some.
        await().until(() -> other.heard.contains("passing") || other.missed.get() > missedBefore);
        await().until(() -> one.link.state().waiting() == 0);
        assertEquals(1, one.link.state().reconnects());
    }

    @Test
    void whatRedisLostIsWrittenAgainAndWhatOthersMayHaveMissedIsDropped() {
        Replica one = joined();
        Replica other = joined();
        int missedBefore = other.missed.get();
        one.known.add(kept("a", "of before"));
        done(one.link.announce(kept("a", "of before")));
        redis.kill();
        await().until(() -> !one.link.state().connected() && !other.link.state().connected());
        redis.restart();
        await().atMost(RECOVERY)
                .until(() -> one.link.state().connected() && other.link.state().connected());
        assertEquals(missedBefore + 1, other.missed.get());
        assertEquals(2, one.messages("sent"), "and once more");
        assertEquals(List.of("of before"), joined().heard);
    }

    @Test
    void aRedisThatIsNotThereAtTheStartIsFoundWhenItComes() {
        redis.kill();
        Replica one = replica(Map.of());
        done(one.link.announce(Message.passing("early")));
        redis.restart();
        await().atMost(RECOVERY).until(() -> one.link.state().connected());
    }

    @Test
    void aRedisThatHangsIsTakenForAwayAndComesBack() {
        Replica one = joined();
        Replica other = joined();
        redis.hang();
        long before = System.nanoTime();
        done(one.link.announce(kept("a", "into silence")));
        assertTrue(
                Duration.ofNanos(System.nanoTime() - before).compareTo(Duration.ofSeconds(4)) < 0,
                "nobody waits longer than that");
        await().until(() -> !one.link.state().connected());
        redis.goOn();
        await().atMost(RECOVERY).until(() -> other.heard.contains("into silence"));
    }

    @Test
    void triesThatAreNotAnsweredLeaveNoConnectionBehind() {
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger open = new AtomicInteger();
        NetServer silent = vertx.createNetServer()
                .connectHandler(socket -> {
                    opened.incrementAndGet();
                    open.incrementAndGet();
                    socket.closeHandler(closed -> open.decrementAndGet());
                })
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        Replica one = new Replica(
                "redis://localhost:" + silent.actualPort(),
                Settings.of(ReplicasConfig.class, Map.of()),
                Clock.systemUTC());
        one.link.join(one);
        await().atMost(RECOVERY).until(() -> opened.get() >= 2);
        assertTrue(open.get() <= 1, "open: " + open);
        one.link.leave();
        await().atMost(RECOVERY).until(() -> open.get() == 0);
        silent.close();
    }

    @Test
    void moreThanTheOutboxHoldsIsRefusedAndSaidOnceEachTimeItIsFull() {
        Replica one = joined(Map.of("clerk.replicas.outbox", "2"));
        try (LogLines log = LogLines.of(RedisReplicas.class)) {
            for (int time = 1; time <= 2; time++) {
                redis.kill();
                await().until(() -> !one.link.state().connected());
                done(one.link.announce(Message.passing("1")));
                done(one.link.announce(Message.passing("2")));
                refusedAsFull(one.link.announce(Message.passing("3")));
                refusedAsFull(one.link.announce(Message.passing("4")));
                assertEquals(
                        Collections.nCopies(time, "WARN event=replicas state=outbox-full maximum=2"),
                        log.all().stream()
                                .filter(line -> line.contains("outbox-full"))
                                .toList());
                redis.restart();
                await().atMost(RECOVERY).until(() -> one.link.state().waiting() == 0);
                done(one.link.announce(Message.passing("5")));
            }
        }
    }

    private static void refusedAsFull(CompletionStage<Void> announced) {
        CompletionException failure = assertThrows(
                CompletionException.class, () -> announced.toCompletableFuture().join());
        assertInstanceOf(OutboxFull.class, failure.getCause());
    }

    @Test
    void theLagIsMeasured() {
        Replica one = joined();
        await().until(() -> one.link.state().lag().isPresent());
        assertTrue(one.link.state().lag().get().compareTo(Duration.ofSeconds(2)) < 0);
    }

    @Test
    void messagesAreCountedAndTheirWayIsTimed() {
        Replica one = joined();
        Replica other = joined();
        done(one.link.announce(Message.passing("news")));
        await().until(() -> other.heard.contains("news"));
        await().until(() -> one.messages("sent") == 1);
        assertEquals(0, one.messages("received"), "its own");
        assertEquals(1, other.messages("received"));
        assertEquals(1, other.lag().count());
        assertTrue(other.lag().max(TimeUnit.SECONDS) < 2);
    }

    @Test
    void theWayBeginsWithTheAnnouncementHoweverLongTheMessageWaits() {
        MovableClock clock = new MovableClock();
        Replica other = replica(unjoined(Map.of(), clock));
        await().atMost(RECOVERY).until(() -> other.link.state().connected());
        Replica one = unjoined(Map.of(), clock);
        done(one.link.announce(Message.passing("early")));
        await().until(() -> one.link.state().waiting() == 1);
        clock.advance(Duration.ofSeconds(30));
        replica(one);
        await().atMost(RECOVERY).until(() -> other.heard.contains("early"));
        assertEquals(30, other.lag().max(TimeUnit.SECONDS));
    }

    @Test
    void aClockThatIsAheadMakesNothingArriveBeforeItWasSent() {
        Replica other = joined();
        Replica one = replica(unjoined(Map.of(), Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1))));
        done(one.link.announce(Message.passing("news")));
        await().atMost(RECOVERY).until(() -> other.heard.contains("news"));
        assertEquals(1, other.lag().count());
        assertEquals(0, other.lag().max(TimeUnit.SECONDS));
    }

    @Test
    void aThousandMessagesArriveInOrder() {
        Replica one = joined();
        Replica other = joined();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            texts.add("news " + i);
            one.link.announce(kept("key " + i, "news " + i));
        }
        await().until(() -> other.heard.equals(texts));
        assertEquals(1000, joined().heard.size());
    }

    private Replica joined() {
        return joined(Map.of());
    }

    private Replica joined(Map<String, String> settings) {
        Replica replica = replica(settings);
        await().atMost(RECOVERY).until(() -> replica.link.state().connected());
        return replica;
    }

    private Replica replica(Map<String, String> settings) {
        return replica(unjoined(settings));
    }

    private static Replica replica(Replica unjoined) {
        unjoined.link.join(unjoined);
        return unjoined;
    }

    private Replica unjoined(Map<String, String> settings) {
        return unjoined(settings, Clock.systemUTC());
    }

    private Replica unjoined(Map<String, String> settings, Clock clock) {
        Replica replica = new Replica(redis.url(), Settings.of(ReplicasConfig.class, settings), clock);
        replicas.add(replica);
        return replica;
    }

    private static Message kept(String key, String text) {
        return Message.kept(key, Instant.now().plusSeconds(60), text);
    }

    private static void done(CompletionStage<Void> stage) {
        stage.toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
    }

    private static final class Replica implements Replicas.Listener {
        private final RedisReplicas link;
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final List<Message> known = new CopyOnWriteArrayList<>();
        private final AtomicInteger missed = new AtomicInteger();
        private final MeterRegistry meters = new SimpleMeterRegistry();

        Replica(String url, ReplicasConfig config, Clock clock) {
            this.link = new RedisReplicas(vertx, url, config, new ReplicaTraffic(meters), clock);
        }

        private double messages(String direction) {
            return meters.get("clerk.guard.replica.messages")
                    .tag("direction", direction)
                    .counter()
                    .count();
        }

        private Timer lag() {
            return meters.get("clerk.guard.replica.lag").timer();
        }

        @Override
        public void heard(String text) {
            heard.add(text);
        }

        @Override
        public void missedSome() {
            missed.incrementAndGet();
        }

        @Override
        public Collection<Message> known() {
            return known;
        }
    }
}
