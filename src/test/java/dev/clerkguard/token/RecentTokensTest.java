package dev.clerkguard.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentTokensTest {
    private static final String TOKEN = "header.claims.signature";
    /** Another hash than that of the token, so that it can only come from the table. */
    private static final TokenHash HASH = new TokenHash(1, 2, 3, 4);

    private final RecentTokens recent = new RecentTokens();

    @Test
    void acceptedToken_isFoundWithItsHash() {
        recent.accepted(TOKEN, HASH);

        String found = recent.tokenIn("Bearer " + TOKEN).orElseThrow();
        assertSame(TOKEN, found);
        assertEquals(HASH, recent.hash(found));
    }

    @Test
    void newTable_findsNothing() {
        assertEquals(Optional.empty(), recent.tokenIn("Bearer " + TOKEN));
        assertEquals(Optional.empty(), recent.tokenIn(""));
        assertEquals(TokenHash.of(TOKEN), recent.hash(TOKEN));
    }

    /** Each ends like the accepted one, so that it is looked for in the same place. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer hEader.claims.signature",
                "Bearer header.claim5.signature",
                "Bearer header.claims.signaturf",
                "Bearer header.claims.\u0173ignature",
                "Bearer header.\u0163laims.signature",
                "bearer header.claims.signature",
                "Bearer  header.claims.signature",
                "Basic  header.claims.signature",
                "header.claims.signature",
                "Bearer x.header.claims.signature"
            })
    void anotherHeader_isNotFound(String header) {
        recent.accepted(TOKEN, HASH);

        assertEquals(Optional.empty(), recent.tokenIn(header));
    }

    @Test
    void equalText_isHashedUnlessItCameFromTheTable() {
        recent.accepted(TOKEN, HASH);
        String copy = new String(TOKEN.toCharArray());

        assertNotSame(TOKEN, copy);
        assertEquals(TokenHash.of(TOKEN), recent.hash(copy));
    }

    @Test
    void newerTokenInTheSamePlace_replacesTheOlder() {
        String newer = "header.others.signature";
        recent.accepted(TOKEN, HASH);
        recent.accepted(newer, TokenHash.of(newer));

        assertEquals(Optional.empty(), recent.tokenIn("Bearer " + TOKEN));
        assertSame(newer, recent.tokenIn("Bearer " + newer).orElseThrow());
        assertNotEquals(HASH, recent.hash(TOKEN));
    }

    @Test
    void veryLongToken_isNotKept() {
        String token = "a".repeat(3000);
        recent.accepted(token, HASH);

        assertEquals(Optional.empty(), recent.tokenIn("Bearer " + token));
    }
}
