package dev.clerkguard.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

class BearerTokenTest {
    @ParameterizedTest
    @ValueSource(strings = {"Bearer a.b.c", "bearer a.b.c", "BEARER a.b.c", "Bearer    a.b.c", "  Bearer a.b.c\t"})
    void theSchemeIsReadInAnyCaseAndSpacesDoNotMatter(String header) {
        assertEquals(Optional.of("a.b.c"), BearerToken.from(List.of(header)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "Bearer", "Bearer ", "Bearer \t ", "Basic dXNlcjpwYXNz", "Digest a=b, c=d"})
    void noBearerTokenIsNoToken(String header) {
        assertEquals(Optional.empty(), BearerToken.from(List.of(header)));
    }

    @Test
    void noHeaderIsNoToken() {
        assertEquals(Optional.empty(), BearerToken.from(List.of()));
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
    void whatIsNearlyABearerTokenIsInvalid(String header) {
        assertInvalid(List.of(header));
    }

    @Test
    void twoAuthorizationHeadersAreInvalidEvenWhenTheyAreTheSame() {
        assertInvalid(List.of("Bearer a.b.c", "Bearer a.b.c"));
        assertInvalid(List.of("Basic x", "Bearer a.b.c"));
    }

    /** RFC 6750, section 2.1, over all of ISO 8859-1 and some that only look like one of its characters in one byte. */
    @Test
    void noOtherCharacterIsInAToken() {
        for (int c = 0; c < 0x400; c++) {
            String token = "a.b" + (char) c + ".c";
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~+/=".indexOf(c) >= 0)) {
                assertEquals(token, BearerToken.checked(token));
            } else {
                assertThrows(
                        RefusedException.class, () -> BearerToken.checked(token), () -> "U+" + token.codePointAt(3));
            }
        }
    }

    @Test
    void aTokenIsBoundedBeforeAnythingLooksAtIt() {
        assertEquals(
                BearerToken.LONGEST,
                BearerToken.from(List.of("Bearer " + "a".repeat(BearerToken.LONGEST)))
                        .orElseThrow()
                        .length());
        assertInvalid(List.of("Bearer " + "a".repeat(BearerToken.LONGEST + 1)));
    }

    private static void assertInvalid(List<String> headers) {
        RefusedException refusal = assertThrows(RefusedException.class, () -> BearerToken.from(headers));
        assertEquals(Reason.TOKEN_INVALID, refusal.reason());
    }
}
