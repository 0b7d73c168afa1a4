package dev.clerkguard.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {
    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);

    @Test
    void comesOutAsItWentIn() {
        Envelope envelope = new Envelope("one", Optional.of(AT), "{\"news\": \"a b@c\"}");
        assertEquals(envelope, Envelope.read(envelope.write()));
    }

    @Test
    void theOlderFormIsRead() {
        assertEquals(new Envelope("one", Optional.empty(), "news of @ old"), Envelope.read("one news of @ old"));
    }

    /** They take what comes after the first blank, and know their own by the text before it. */
    @Test
    void olderVersionsReadTheNewForm() {
        String line = new Envelope("one", Optional.of(AT), "the news").write();
        assertEquals("the news", line.substring(line.indexOf(' ') + 1));
        assertTrue(!line.startsWith("one "));
    }

    @ParameterizedTest
    @CsvSource({"one@yesterday news,one,news", "one@ news,one,news", "nothing,'',nothing", "' news','',news"})
    void whatIsMalformedHasNoTime(String line, String sender, String text) {
        assertEquals(new Envelope(sender, Optional.empty(), text), Envelope.read(line));
    }
}
