package dev.clerkguard.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final MessageAuthenticator AUTHENTICATOR =
            new MessageAuthenticator(List.of("a secret that is shared by all"));
    private static final Envelope ENVELOPE = new Envelope("0a-1f", 7, AT, AT.plusSeconds(60), "{\"type\": \"a b@c\"}");
    private static final String LINE = ENVELOPE.write(AUTHENTICATOR, "channel");

    @Test
    void writtenEnvelope_isRead() {
        assertEquals(Optional.of(ENVELOPE), Envelope.read(AUTHENTICATOR, "channel", LINE));
    }

    @Test
    void envelopeOfAnotherChannel_isNotRead() {
        assertEquals(Optional.empty(), Envelope.read(AUTHENTICATOR, "another", LINE));
    }

    @Test
    void everyChangedCharacter_isFound() {
        for (int i = 0; i < LINE.length(); i++) {
            String changed = LINE.substring(0, i) + (LINE.charAt(i) == '0' ? '1' : '0') + LINE.substring(i + 1);
            assertEquals(Optional.empty(), Envelope.read(AUTHENTICATOR, "channel", changed), "at " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "rubbish",
                "one@1700000000123 {\"news\":\"denied\"}",
                "1  0a 7 1 1 text",
                "1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA 0a 7 1 1 text",
                "1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA 0a 99999999999999999999 1 1 text"
            })
    void lineWithoutAValidCode_isNotRead(String line) {
        assertEquals(Optional.empty(), Envelope.read(AUTHENTICATOR, "channel", line));
    }
}
