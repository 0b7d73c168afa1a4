package dev.clerkguard.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://clerk.example.com,false",
        "http://clerk.example.com,true",
        "http://localhost:8080/path,false",
        "http://stand-in.localhost,false",
        "http://127.0.0.2,false",
        "http://[::1]:8080,false"
    })
    void httpToAnotherMachine_isPlainAndRemote(String text, boolean plainAndRemote) {
        assertEquals(plainAndRemote, HttpAddress.parse(text).orElseThrow().isPlainAndRemote());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "clerk.example.com", "ftp://clerk.example.com", "https:///path", "https://a b", "redis://a"})
    void textThatIsNoHttpAddress_isNotParsed(String text) {
        assertTrue(HttpAddress.parse(text).isEmpty());
    }
}
