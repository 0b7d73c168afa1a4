package dev.clerkguard.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", " {}", "\t\r\n{\"a\":1} ", "{\"a\":{\"b\":[]}}"})
    void object_isRead(String text) throws IOException {
        StrictJson.readObject(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "1", "\"{}\"", "null", "\uFEFF{}", "\u00A0{}", "x{}"})
    void noObject_isRefusedWithoutAStackTrace(String text) {
        IOException refusal = assertThrows(IOException.class, () -> StrictJson.readObject(text));

        assertEquals(0, refusal.getStackTrace().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}{}", "{} x", "{,}", "{\"a\":1,\"a\":2}", "{\"a\":1e400000000000}"})
    void brokenObject_isRefused(String text) {
        assertThrows(IOException.class, () -> StrictJson.readObject(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "\u00e4\u20ac\uD83D\uDE00", "\uFFFD"})
    void utf8_isDecoded(String text) throws IOException {
        assertEquals(text, StrictJson.text(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bytesThatAreNoUtf8_areRefusedWithoutAStackTrace() {
        byte[][] faulty = {
            {(byte) 0xff},
            {'a', (byte) 0xc3},
            {(byte) 0xc0, (byte) 0x80},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xf0, (byte) 0x9f}
        };
        for (byte[] bytes : faulty) {
            IOException refusal = assertThrows(IOException.class, () -> StrictJson.text(bytes));

            assertEquals(0, refusal.getStackTrace().length);
        }
    }
}
