package dev.clerkguard.replication;

import static dev.clerkguard.replication.ReplicaGroup.RECOVERY;
import static dev.clerkguard.replication.ReplicaGroup.done;
import static dev.clerkguard.replication.ReplicaGroup.kept;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.clerkguard.testing.BackgroundTest;
import dev.clerkguard.testing.LogLines;

/** Messages in Redis that no replica has written. */
@BackgroundTest
class ForeignMessagesTest {
    private static final RedisNames NAMES = new RedisNames("clerk-guard");

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
    void forgedAndReplayedMessages_changeNothing() {
        Replica one = group.joined();
        Replica other = group.joined();
        String forged = "1 " + "A".repeat(43) + " 0a 1 1 9999999999999 {\"type\":\"changed\",\"id\":\"user_1\"}";
        group.redis.command("PUBLISH", NAMES.events(), forged);
        group.redis.command("PUBLISH", NAMES.events(), "rubbish");
        group.redis.command("SET", NAMES.stored("0".repeat(32)), forged);
        await().until(() -> one.rejected("not_authentic") == 2);
        done(one.transport.publish(kept("a", "genuine")));
        await().until(() -> other.heard.contains("genuine"));
        // Redis' neighbour copies what is stored to another key, and sends it again.
        group.redis.command("COPY", sealedKey("a"), NAMES.stored("1".repeat(32)));
        Replica later = group.joined();
        assertEquals(List.of("genuine"), later.heard);
        assertEquals(2, later.rejected("not_authentic"));
        assertEquals(List.of("genuine"), other.heard);
    }

    @Test
    void rubbishOnTheHeartbeatChannel_isCountedAndDoesNotEndTheConnection() {
        Replica one = group.joined();
        try (LogLines log = LogLines.of(ReplicationTraffic.class)) {
            for (int i = 0; i < 100; i++) {
                group.redis.command("PUBLISH", one.heartbeat(), "rubbish " + i);
            }
            await().until(() -> one.rejected("not_authentic") == 100);
            assertTrue(log.all().size() <= 1, log.all().toString());
        }
        assertTrue(one.transport.state().connected());
    }

    @Test
    void largeMessagesAndValues_areNotKeptInMemory() {
        Replica one = group.joined();
        String large = "x".repeat(4_000_000);
        for (int i = 0; i < 20; i++) {
            group.redis.command("PUBLISH", NAMES.events(), large);
            group.redis.command("SET", NAMES.stored("%032d".formatted(i)), large);
        }
        group.redis.command("SET", NAMES.stored("") + "x".repeat(100_000), "a key that is too long");
        group.redis.command("LPUSH", NAMES.stored("f".repeat(32)), "not a text");
        await().atMost(RECOVERY).until(() -> one.rejected("too_large") == 20);
        Replica later = group.joined();
        assertEquals(20, later.rejected("too_large"));
        assertEquals(List.of(), later.heard);
    }

    @Test
    void replicasWithDifferentSecrets_doNotHearEachOther() {
        Replica one = group.joined();
        Replica stranger =
                group.unjoined(group.redis.url(), Map.of(), Clock.systemUTC(), "a secret of another service");
        ReplicaGroup.replica(stranger);
        await().atMost(RECOVERY).until(() -> stranger.transport.state().connected());
        done(stranger.transport.publish(kept("a", "foreign")));
        await().until(() -> one.rejected("not_authentic") > 0);
        assertEquals(List.of(), one.heard);
        assertEquals(List.of(), group.joined().heard);
    }

    private static String sealedKey(String key) {
        return new MessageSealer(new MessageAuthenticator(List.of(ReplicaGroup.SECRET)), NAMES, Clock.systemUTC())
                .key(new Message.Stored(key, Instant.MAX));
    }
}
