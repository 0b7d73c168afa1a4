package dev.clerkguard.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.clerkguard.replication.LatestStates;

/** What is remembered of deliveries is bounded, and of a flood it is the last ones: those that come again soon. */
class ProcessedDeliveriesTest {
    private static final int MAXIMUM = 1000;
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void manyDeliveries_theLatestAreRemembered() {
        ProcessedDeliveries deliveries = new ProcessedDeliveries(MAXIMUM);
        IntStream.range(0, 10 * MAXIMUM).forEach(i -> deliveries.add("msg_" + i));
        assertTrue(IntStream.range(9 * MAXIMUM, 10 * MAXIMUM).allMatch(i -> deliveries.isProcessed("msg_" + i)));
        assertFalse(deliveries.isProcessed("msg_0"));
        assertFalse(deliveries.isProcessed("msg_other"));
    }

    @Test
    void manyStates_theLatestAreRemembered() {
        LatestStates newest = new LatestStates(MAXIMUM);
        newest.accept("user_kept", NOW);
        IntStream.range(0, 10 * MAXIMUM).forEach(i -> {
            newest.accept("user_" + i, NOW);
            newest.accept("user_kept", NOW);
        });
        assertTrue(IntStream.range(9 * MAXIMUM + 1, 10 * MAXIMUM)
                .noneMatch(i -> newest.accept("user_" + i, NOW.minusMillis(1))));
        assertFalse(newest.accept("user_kept", NOW.minusMillis(1)));
        assertEquals(Optional.empty(), newest.of("user_0"));
    }

    @Test
    void stateAfterTheFinalOne_isOutdated() {
        LatestStates newest = new LatestStates(MAXIMUM);
        assertTrue(newest.accept("user_1", LatestStates.FINAL));
        assertFalse(newest.accept("user_1", NOW));
        assertTrue(newest.accept("user_1", LatestStates.FINAL));
        assertEquals(Optional.of(LatestStates.FINAL), newest.of("user_1"));
    }
}
