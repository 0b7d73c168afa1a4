package dev.clerkguard.replication;

import static dev.clerkguard.replication.ReplicaGroup.RECOVERY;
import static dev.clerkguard.replication.ReplicaGroup.done;
import static dev.clerkguard.replication.ReplicaGroup.event;
import static dev.clerkguard.replication.ReplicaGroup.kept;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.vertx.core.net.NetServer;

import dev.clerkguard.testing.LogLines;

/** Several replicas in one process, and a real Redis that stops, hangs and loses its data. */
@Tag("slow")
class RedisOutageTest {
    private ReplicaGroup group;

    @BeforeEach
    void start() {
        group = new ReplicaGroup();
    }

    @AfterEach
    void stop() {
        if (group != null) {
            group.close();
        }
    }

    @Test
    void redisUnreachableAtTheStart_joinDoesNotWait() {
        group.redis.kill();
        Replica one = group.unjoined(Map.of());
        done(one.transport.join(one));
        assertFalse(one.transport.state().connected());
    }

    @Test
    void redisDown_publishingDoesNotWaitAndMessagesArriveLater() {
        Replica one = group.joined();
        Replica other = group.joined();
        int missedBefore = other.missed.get();
        group.redis.kill();
        await().until(() -> !one.transport.state().connected());
        done(one.transport.publish(event("passing")));
        done(one.transport.publish(kept("a", "kept")));
        await().until(() -> one.transport.state().queued() == 2);
        group.redis.restart();
        await().atMost(RECOVERY).until(() -> other.heard.contains("kept"));
        // What was not kept may have been said before the other one listened again; then it knows that it missed some.
        await().until(() -> other.heard.contains("passing") || other.missed.get() > missedBefore);
        await().until(() -> one.transport.state().queued() == 0);
        assertEquals(1, one.transport.state().reconnects());
    }

    @Test
    void redisLostItsData_messagesAreStoredAgain() {
        Replica one = group.joined();
        Replica other = group.joined();
        int missedBefore = other.missed.get();
        one.known.add(kept("a", "of before"));
        done(one.transport.publish(kept("a", "of before")));
        group.redis.kill();
        await().until(() ->
                !one.transport.state().connected() && !other.transport.state().connected());
        group.redis.restart();
        await().atMost(RECOVERY)
                .until(() -> one.transport.state().connected()
                        && other.transport.state().connected());
        assertEquals(missedBefore + 1, other.missed.get());
        assertEquals(2, one.messages("sent"), "and once more");
        assertEquals(List.of("of_before"), group.joined().heard);
    }

    @Test
    void redisStartsLater_isConnected() {
        group.redis.kill();
        Replica one = group.replica(Map.of());
        done(one.transport.publish(event("early")));
        group.redis.restart();
        await().atMost(RECOVERY).until(() -> one.transport.state().connected());
    }

    @Test
    void hangingRedis_isDisconnectedAndConnectedAgain() {
        Replica one = group.joined();
        Replica other = group.joined();
        group.redis.hang();
        long before = System.nanoTime();
        done(one.transport.publish(kept("a", "into silence")));
        assertTrue(
                Duration.ofNanos(System.nanoTime() - before).compareTo(Duration.ofSeconds(4)) < 0,
                "publishing does not wait longer");
        await().until(() -> !one.transport.state().connected());
        group.redis.goOn();
        await().atMost(RECOVERY).until(() -> other.heard.contains("into_silence"));
    }

    @Test
    void unansweredConnectionAttempts_leaveNoConnection() {
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger open = new AtomicInteger();
        NetServer silent = group.vertx
                .createNetServer()
                .connectHandler(socket -> {
                    opened.incrementAndGet();
                    open.incrementAndGet();
                    socket.closeHandler(closed -> open.decrementAndGet());
                })
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        Replica one = group.unjoined(
                "redis://localhost:" + silent.actualPort(), Map.of(), Clock.systemUTC(), ReplicaGroup.SECRET);
        one.transport.join(one);
        await().atMost(RECOVERY).until(() -> opened.get() >= 2);
        assertTrue(open.get() <= 1, "open: " + open);
        one.transport.leave();
        await().atMost(RECOVERY).until(() -> open.get() == 0);
        silent.close();
    }

    @Test
    void fullQueue_refusesMessagesAndIsLoggedOnce() {
        Replica one = group.joined(Map.of("clerk.replicas.queue-size", "2"));
        try (LogLines log = LogLines.of(RedisReplicationTransport.class)) {
            for (int time = 1; time <= 2; time++) {
                group.redis.kill();
                await().until(() -> !one.transport.state().connected());
                done(one.transport.publish(event("1")));
                done(one.transport.publish(event("2")));
                refusedAsFull(one.transport.publish(event("3")));
                refusedAsFull(one.transport.publish(event("4")));
                assertEquals(
                        Collections.nCopies(time, "WARN event=replication_queue_full max=2"),
                        log.all().stream()
                                .filter(line -> line.contains("queue_full"))
                                .toList());
                group.redis.restart();
                await().atMost(RECOVERY).until(() -> one.transport.state().queued() == 0);
                done(one.transport.publish(event("5")));
            }
        }
    }

    private static void refusedAsFull(CompletionStage<Void> announced) {
        CompletionException failure = assertThrows(
                CompletionException.class, () -> announced.toCompletableFuture().join());
        assertInstanceOf(ReplicationQueueFullException.class, failure.getCause());
    }
}
