package dev.clerkguard.replication;

import static dev.clerkguard.replication.ReplicaGroup.RECOVERY;
import static dev.clerkguard.replication.ReplicaGroup.done;
import static dev.clerkguard.replication.ReplicaGroup.event;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.clerkguard.testing.BackgroundTest;
import dev.clerkguard.testing.MovableClock;

/** What is measured of the messages between replicas. */
@BackgroundTest
class ReplicationTrafficTest {
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
    void lag_isMeasured() {
        Replica one = group.joined();
        await().until(() -> one.transport.state().roundTrip().isPresent());
        assertTrue(one.transport.state().roundTrip().get().compareTo(Duration.ofSeconds(2)) < 0);
    }

    @Test
    void messages_areCountedAndTimed() {
        Replica one = group.joined();
        Replica other = group.joined();
        done(one.transport.publish(event("news")));
        await().until(() -> other.heard.contains("news"));
        await().until(() -> one.messages("sent") == 1);
        assertEquals(0, one.messages("received"), "its own");
        assertEquals(1, other.messages("received"));
        assertEquals(1, other.lag().count());
        assertTrue(other.lag().max(TimeUnit.SECONDS) < 2);
    }

    @Test
    void queuedMessage_isTimedFromItsPublication() {
        MovableClock clock = new MovableClock();
        Replica other = ReplicaGroup.replica(group.unjoined(Map.of(), clock));
        await().atMost(RECOVERY).until(() -> other.transport.state().connected());
        Replica one = group.unjoined(Map.of(), clock);
        done(one.transport.publish(event("early")));
        await().until(() -> one.transport.state().queued() == 1);
        clock.advance(Duration.ofSeconds(30));
        ReplicaGroup.replica(one);
        await().atMost(RECOVERY).until(() -> other.heard.contains("early"));
        assertEquals(30, other.lag().max(TimeUnit.SECONDS));
    }

    @Test
    void clockAhead_lagIsNotNegative() {
        Replica other = group.joined();
        Replica one =
                ReplicaGroup.replica(group.unjoined(Map.of(), Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1))));
        done(one.transport.publish(event("news")));
        await().atMost(RECOVERY).until(() -> other.heard.contains("news"));
        assertEquals(1, other.lag().count());
        assertEquals(0, other.lag().max(TimeUnit.SECONDS));
    }
}
