package dev.clerkguard.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicationEventTest {
    private static final Instant AT = Instant.ofEpochMilli(1_767_225_600_123L);

    @Test
    void writtenEvent_isRead() {
        ReplicationEvent event = ReplicationEvent.of("revoked", "sess_1")
                .with("reason", "SESSION_REVOKED")
                .with("until", AT)
                .with("issued_before", Instant.ofEpochMilli(1))
                .with("state", Optional.of(LatestStates.FINAL))
                .with("absent", Optional.empty());
        assertEquals(Optional.of(event), ReplicationEvent.read(event.write()));
        assertEquals(Optional.of(AT), event.time("until"));
        assertEquals(Optional.of("SESSION_REVOKED"), event.text("reason"));
        assertEquals(Optional.empty(), event.text("until"));
        assertEquals(Optional.empty(), event.time("absent"));
    }

    @Test
    void writtenEvent_hasNothingButItsValues() {
        assertEquals(
                "{\"type\":\"user_changed\",\"id\":\"user_1\",\"state\":1767225600123}",
                ReplicationEvent.of("user_changed", "user_1").with("state", AT).write());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "[]",
                "{",
                "{}",
                "{\"type\":\"revoked\"}",
                "{\"type\":\"revoked\",\"id\":null}",
                "{\"type\":\"revoked\",\"id\":[]}",
                "{\"type\":\"revoked\",\"id\":\"\"}",
                "{\"type\":\"revoked\",\"id\":\"a b\"}",
                "{\"type\":\"revoked\",\"id\":\"a\\nb\"}",
                "{\"type\":null,\"id\":\"user_1\"}",
                "{\"type\":{},\"id\":\"user_1\"}",
                "{\"type\":\"Revoked\",\"id\":\"user_1\"}",
                "{\"id\":\"user_1\"}",
                "{\"type\":\"revoked\",\"id\":\"user_1\",\"until\":null}",
                "{\"type\":\"revoked\",\"id\":\"user_1\",\"until\":{}}",
                "{\"type\":\"revoked\",\"id\":\"user_1\",\"until\":true}",
                "{\"type\":\"revoked\",\"id\":\"user_1\",\"until\":1.5}",
                "{\"type\":\"revoked\",\"id\":\"user_1\",\"until\":-1}",
                "{\"type\":\"revoked\",\"id\":\"user_1\",\"until\":253402300800000}",
                "{\"type\":\"revoked\",\"id\":\"user_1\",\"until\":99999999999999999999}",
                "{\"type\":\"a\",\"id\":\"b\",\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,\"k\":1}",
                "revoked user_1"
            })
    void textOutOfBounds_isNoEvent(String text) {
        assertEquals(Optional.empty(), ReplicationEvent.read(text));
    }

    @Test
    void longIdsAndTexts_areNoEvent() {
        assertEquals(Optional.empty(), ReplicationEvent.read("{\"type\":\"a\",\"id\":\"" + "x".repeat(129) + "\"}"));
        assertEquals(
                Optional.empty(),
                ReplicationEvent.read("{\"type\":\"a\",\"id\":\"b\",\"c\":\"" + "x".repeat(65) + "\"}"));
    }

    @Test
    void deeplyNestedText_isNoEvent() {
        assertEquals(Optional.empty(), ReplicationEvent.read("[".repeat(Envelope.MAX_BYTES)));
        assertEquals(Optional.empty(), ReplicationEvent.read("{\"id\":".repeat(Envelope.MAX_BYTES / 6)));
    }
}
