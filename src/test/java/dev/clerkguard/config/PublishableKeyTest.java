package dev.clerkguard.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishableKeyTest {
    @Test
    void validKey_givesIssuerAndInstanceType() {
        PublishableKey live = PublishableKey.parse("pk_live_" + base64("clerk.example.com$"));
        PublishableKey test = PublishableKey.parse(" pk_test_" + base64("happy-cat-1.clerk.accounts.dev$") + "\n");

        assertEquals("https://clerk.example.com", live.issuer());
        assertTrue(live.live());
        assertEquals("https://happy-cat-1.clerk.accounts.dev", test.issuer());
        assertFalse(test.live());
    }

    @Test
    void keyWithoutPadding_isRead() {
        String padded = base64("clerk.example.co$");
        assertTrue(padded.endsWith("="));

        assertEquals(
                PublishableKey.parse("pk_live_" + padded), PublishableKey.parse("pk_live_" + padded.replace("=", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "sk_live_Y2xlcmsuZXhhbXBsZS5jb20k, it must start with pk_test_ or pk_live_",
        "pk_live_, it does not contain a host name; it may be cut off",
        "pk_live_*, what follows its prefix is not base64; it may be cut off",
        "pk_live_Y2xlcmsuZXhhbXBsZS5jb20, it does not contain a host name; it may be cut off",
    })
    void malformedKey_isRefusedWithTheFault(String key, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> PublishableKey.parse(key))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"clerk$", "clerk.example.com$$", "clerk.example.com/path$", "user@clerk.example.com$", "clerk .com$"})
    void keyWithAnInvalidHost_isRefused(String host) {
        assertThrows(IllegalArgumentException.class, () -> PublishableKey.parse("pk_live_" + base64(host)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes());
    }
}
