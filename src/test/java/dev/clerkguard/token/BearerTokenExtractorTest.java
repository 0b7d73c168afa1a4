package dev.clerkguard.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

class BearerTokenExtractorTest {
    @ParameterizedTest
    @ValueSource(strings = {"Bearer a.b.c", "bearer a.b.c", "BEARER a.b.c", "Bearer    a.b.c", "  Bearer a.b.c\t"})
    void schemeInAnyCaseWithSpaces_isRead(String header) {
        assertEquals(Optional.of("a.b.c"), BearerTokenExtractor.from(List.of(header)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "Bearer", "Bearer ", "Bearer \t ", "Basic dXNlcjpwYXNz", "Digest a=b, c=d"})
    void otherScheme_isNoToken(String header) {
        assertEquals(Optional.empty(), BearerTokenExtractor.from(List.of(header)));
    }

    @Test
    void noHeader_isNoToken() {
        assertEquals(Optional.empty(), BearerTokenExtractor.from(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b.c",
                "Bearera.b.c",
                "Bearer\ta.b.c",
                "Bearer a.b.c d",
                "Bearer a.b.c, Basic x",
                "Bearer a.b.c,Bearer a.b.c",
                "Bearer Bearer a.b.c",
                "Bearer a.b.c\td",
                "Bearer a.b.c;x"
            })
    void malformedBearerToken_isInvalid(String header) {
        assertInvalid(List.of(header));
    }

    @Test
    void twoEqualAuthorizationHeaders_areInvalid() {
        assertInvalid(List.of("Bearer a.b.c", "Bearer a.b.c"));
        assertInvalid(List.of("Basic x", "Bearer a.b.c"));
    }

    /** RFC 6750, section 2.1, over all of ISO 8859-1 and some that only look like one of its characters in one byte. */
    @Test
    void otherCharacters_areInvalid() {
        for (int c = 0; c < 0x400; c++) {
            String token = "a.b" + (char) c + ".c";
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~+/=".indexOf(c) >= 0)) {
                assertEquals(token, BearerTokenExtractor.checked(token));
            } else {
                assertThrows(
                        RefusedException.class,
                        () -> BearerTokenExtractor.checked(token),
                        () -> "U+" + token.codePointAt(3));
            }
        }
    }

    @Test
    void tooLongToken_isInvalid() {
        assertEquals(
                BearerTokenExtractor.LONGEST,
                BearerTokenExtractor.from(List.of("Bearer " + "a".repeat(BearerTokenExtractor.LONGEST)))
                        .orElseThrow()
                        .length());
        assertInvalid(List.of("Bearer " + "a".repeat(BearerTokenExtractor.LONGEST + 1)));
    }

    private static void assertInvalid(List<String> headers) {
        RefusedException refusal = assertThrows(RefusedException.class, () -> BearerTokenExtractor.from(headers));
        assertEquals(Reason.TOKEN_INVALID, refusal.reason());
    }
}
