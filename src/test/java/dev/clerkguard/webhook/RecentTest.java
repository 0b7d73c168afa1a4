package dev.clerkguard.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** What is remembered of deliveries is bounded, and of a flood it is the last ones: those that come again soon. */
class RecentTest {
    private static final int MAXIMUM = 1000;
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void theLastDeliveriesAreRememberedHoweverManyCameBefore() {
        Deliveries deliveries = new Deliveries(MAXIMUM);
        IntStream.range(0, 10 * MAXIMUM).forEach(i -> deliveries.done("msg_" + i));
        assertTrue(IntStream.range(9 * MAXIMUM, 10 * MAXIMUM).allMatch(i -> deliveries.isDone("msg_" + i)));
        assertFalse(deliveries.isDone("msg_0"));
        assertFalse(deliveries.isDone("msg_other"));
    }

    @Test
    void theLastStatesAreRememberedHoweverManyCameBefore() {
        Newest newest = new Newest(MAXIMUM);
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
    void nothingComesAfterTheLastState() {
        Newest newest = new Newest(MAXIMUM);
        assertTrue(newest.accept("user_1", Newest.FINAL));
        assertFalse(newest.accept("user_1", NOW));
        assertTrue(newest.accept("user_1", Newest.FINAL));
        assertEquals(Optional.of(Newest.FINAL), newest.of("user_1"));
    }
}
