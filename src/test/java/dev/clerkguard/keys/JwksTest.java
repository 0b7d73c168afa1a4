package dev.clerkguard.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.clerkguard.keys.KeysUnavailableException.Cause;
import dev.clerkguard.testing.SigningKey;

class JwksTest {
    private static final SigningKey KEY = SigningKey.first("ins_1");

    @Test
    void keySet_givesTheUsableKeysOnly() throws KeysUnavailableException {
        String good = SigningKey.jwks(KEY);
        String others = "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"ec\"},{\"kty\":\"oct\",\"kid\":\"oct\",\"k\":\"AAAA\"},"
                + "{\"kty\":\"RSA\",\"kid\":\"broken\"},{},"
                + member(KEY, "ins_1").replace("\"kid\":\"ins_1\",", "") + ","
                + member(KEY, "for_encryption").replace("\"sig\"", "\"enc\"") + ","
                + member(KEY, "another_algorithm").replace("RS256", "RS512") + ","
                + member(SigningKey.generate("short", 1024), "short") + ","
                + good.substring(good.indexOf('[') + 1);
        assertEquals(Set.of("ins_1"), read(others).ids());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"keys\"",
                "{}",
                "{\"keys\":null}",
                "{\"keys\":{}}",
                "{\"keys\":[1]}",
                "<html></html>",
                "{\"keys\":[",
                "\0"
            })
    void textThatIsNoKeySet_isRefused(String body) {
        KeysUnavailableException failure = assertThrows(KeysUnavailableException.class, () -> read(body));
        assertEquals(Cause.NOT_A_JWKS, failure.why());
        assertFalse(body.length() > 1 && failure.getMessage().contains(body), failure.getMessage());
    }

    @Test
    void deeplyNestedJson_isRefused() {
        for (String deep :
                new String[] {"[".repeat(200_000), "{\"keys\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"}) {
            assertThrows(KeysUnavailableException.class, () -> read(deep));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"keys\":[]}", "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"ec\"}]}"})
    void keySetWithoutAUsableKey_isRefused(String body) {
        KeysUnavailableException failure = assertThrows(KeysUnavailableException.class, () -> read(body));
        assertEquals(Cause.NO_USABLE_KEY, failure.why());
    }

    private static String member(SigningKey key, String id) {
        String set = SigningKey.jwks(new SigningKey(id, key.pair()));
        return set.substring(set.indexOf('[') + 1, set.lastIndexOf(']'));
    }

    private static SigningKeys read(String body) throws KeysUnavailableException {
        return Jwks.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
