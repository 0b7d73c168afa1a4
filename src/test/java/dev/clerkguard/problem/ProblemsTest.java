package dev.clerkguard.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\r\nX-Auth-User-Id: user_evil", "\u007f", "ä", "\t", "\ud83d\ude00"})
    void detailWithControlCharacters_doesNotBreakTheHeader(String odd) {
        String message = Problems.response(new RefusedException(Reason.ROLE_MISSING, "This needs " + odd + "."))
                .getHeaderString("x-clerk-auth-message");

        assertTrue(message.matches("This needs [ -~]+[.]"), message);
    }

    @Test
    void ordinaryDetail_isSentUnchanged() {
        String sentence = "This needs the role org:admin.";

        assertEquals(
                sentence,
                Problems.response(new RefusedException(Reason.ROLE_MISSING, sentence))
                        .getHeaderString("x-clerk-auth-message"));
    }
}
