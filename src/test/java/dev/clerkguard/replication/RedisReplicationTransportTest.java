package dev.clerkguard.replication;

import static dev.clerkguard.replication.ReplicaGroup.done;
import static dev.clerkguard.replication.ReplicaGroup.event;
import static dev.clerkguard.replication.ReplicaGroup.kept;
import static dev.clerkguard.replication.ReplicaGroup.storedMessage;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.clerkguard.testing.BackgroundTest;

/** Messages between several replicas in one process, through a real Redis. */
@BackgroundTest
class RedisReplicationTransportTest {
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
    void publishedMessage_isReceivedByTheOthersOnly() {
        Replica one = group.joined();
        Replica other = group.joined();
        done(one.transport.publish(event("news")));
        await().until(() -> other.heard.contains("news"));
        assertEquals(List.of(), one.heard);
    }

    @Test
    void newReplica_receivesTheStoredMessagesOnly() {
        Replica one = group.joined();
        done(one.transport.publish(kept("a", "of a")));
        done(one.transport.publish(kept("b", "of b")));
        done(one.transport.publish(kept("b", "later of b")));
        done(one.transport.publish(event("passing")));
        Replica later = group.joined();
        assertEquals(
                List.of("later_of_b", "of_a"), later.heard.stream().sorted().toList());
    }

    @Test
    void joinedReplica_hasTheStoredMessages() {
        Replica one = group.joined();
        for (int i = 0; i < 100; i++) {
            one.transport.publish(kept("key " + i, "news"));
        }
        done(one.transport.publish(kept("last", "last news")));
        Replica later = group.unjoined(Map.of());
        done(later.transport.join(later));
        assertEquals(101, later.heard.size());
    }

    @Test
    void storedMessage_expires() {
        Replica one = group.joined();
        done(one.transport.publish(storedMessage("a", Instant.now().plusMillis(300), "short-lived")));
        done(one.transport.publish(storedMessage("b", Instant.now().minusMillis(1), "over")));
        await().until(() -> group.joined().heard.isEmpty());
    }

    @Test
    void keysWithOtherPrefixes_areIgnored() {
        Replica one = group.joined();
        Replica stranger = group.joined(Map.of("clerk.replicas.prefix", "another*"));
        done(stranger.transport.publish(kept("a", "a stranger's")));
        done(one.transport.publish(kept("a", "ours")));
        await().until(() -> group.joined().heard.equals(List.of("ours")));
        assertEquals(List.of(), stranger.heard);
    }

    @Test
    void thousandMessages_arriveInOrder() {
        Replica one = group.joined();
        Replica other = group.joined();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            texts.add("news_" + i);
            one.transport.publish(kept("key " + i, "news " + i));
        }
        await().until(() -> other.heard.equals(texts));
        assertEquals(1000, group.joined().heard.size());
    }
}
