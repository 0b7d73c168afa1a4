package dev.clerkguard.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class EventLogTest {
    private final EventLog log = new EventLog();

    @Test
    void reader_getsTheLastEventsAndThenEachNewOne() {
        log.delivered("user.created", "msg_1", "204");
        List<String> types = read();
        log.delivered("user.updated", "msg_2", "503");

        assertEquals(List.of("user.created", "user.updated"), types);
    }

    @Test
    void manyEvents_theLastFiftyAreKept() {
        IntStream.range(0, 60).forEach(number -> log.delivered("user.updated." + number, "msg", "204"));
        List<String> types = read();

        assertEquals(50, types.size());
        assertEquals("user.updated.10", types.get(0));
    }

    /** Grows with each event. */
    private List<String> read() {
        List<String> types = new CopyOnWriteArrayList<>();
        log.events().subscribe().with(event -> types.add(event.path("type").asText()));
        return types;
    }
}
