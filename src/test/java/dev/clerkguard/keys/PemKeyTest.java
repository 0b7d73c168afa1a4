package dev.clerkguard.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.clerkguard.testing.SigningKey;

class PemKeyTest {
    private static final SigningKey KEY = SigningKey.first("ins_pem");
    private static final String PEM = KEY.pem();
    private static final String BARE =
            Base64.getEncoder().encodeToString(KEY.pair().getPublic().getEncoded());

    static Stream<Arguments> formsInWhichPeoplePasteIt() {
        return Stream.of(
                arguments("as it is", PEM),
                arguments("CRLF", PEM.replace("\n", "\r\n")),
                arguments("escaped line breaks", PEM.replace("\n", "\\n")),
                arguments("escaped CRLF", PEM.replace("\n", "\\r\\n")),
                arguments("escaped twice", PEM.replace("\n", "\\\\n")),
                arguments("double quotes", "\"" + PEM.strip() + "\""),
                arguments("single quotes and escapes", "'" + PEM.replace("\n", "\\n") + "'"),
                arguments("on one line with spaces", PEM.replace("\n", " ")),
                arguments("on one line without spaces", PEM.replace("\n", "")),
                arguments("indented", PEM.replace("\n", "\n    ")),
                arguments("with a byte order mark", "\ufeff" + PEM),
                arguments("bare base64", BARE),
                arguments("bare base64 in lines", BARE.replaceAll("(.{64})", "$1\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formsInWhichPeoplePasteIt")
    void pastedKeyOfEachForm_isRead(String form, String text) {
        assertEquals(KEY.publicKey(), PemKey.read(text));
    }

    static Stream<Arguments> unusable() throws NoSuchAlgorithmException {
        String elliptic = Base64.getEncoder()
                .encodeToString(KeyPairGenerator.getInstance("EC")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded());
        return Stream.of(
                arguments("", "not an RSA public key"),
                arguments("-----BEGIN PUBLIC KEY-----END PUBLIC KEY-----", "not"),
                arguments("-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----", "not an RSA public key"),
                arguments(PEM.substring(0, PEM.length() / 2), "cut off"),
                arguments(PEM.substring(30), "cut off"),
                arguments(PEM.replace("PUBLIC", "PRIVATE"), "private key"),
                arguments(PEM.replace("PUBLIC KEY", "CERTIFICATE"), "not a PEM block"),
                arguments(BARE.substring(0, 100), "not an RSA public key"),
                arguments("!" + BARE, "not base64"),
                arguments(elliptic, "not an RSA public key"),
                arguments(SigningKey.generate("short", 1024).pem(), "shorter than 2048 bits"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void unusableKey_isDescribedWithoutQuotingIt(String text, String expected) {
        String message = assertThrows(IllegalArgumentException.class, () -> PemKey.read(text))
                .getMessage();
        assertTrue(message.contains(expected), message);
        assertFalse(text.length() > 90 && message.contains(text.substring(80, 90)), message);
    }
}
