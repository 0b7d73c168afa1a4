package dev.clerkguard.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.clerkguard.keys.FakeJwks;
import dev.clerkguard.keys.JwksCache;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.SigningKey;

/** VerifiedTokenCacheTest shows which refusals of real tokens are kept. */
class RefusedTokensTest {
    private static final String TOKEN = "header.claims-of-a-user-0123456789.signature-0123456789abcdef";
    private static final RefusedException FORGED =
            new RefusedException(Reason.TOKEN_INVALID_SIGNATURE, "The signature is not valid.");
    private static final String MISSING = "ins_missing";

    private final MovableClock clock = new MovableClock(Instant.now());
    private final JwksCache keys = new FakeJwks(SigningKey.first("ins_1")).loadedRing(clock);
    private final RefusedTokens tokens = new RefusedTokens(100, keys);

    @Test
    void refusal_isKeptForItsToken() {
        add(FORGED);
        assertEquals(Optional.of(FORGED), refusal(TOKEN));
    }

    /** The cache's key has the end of a token only, which any client can choose. */
    @Test
    void tokenThatDiffersInOneCharacter_isNotRefused() {
        add(FORGED);
        for (int i = 0; i < TOKEN.length(); i++) {
            String changed = TOKEN.substring(0, i) + '_' + TOKEN.substring(i + 1);
            assertEquals(Optional.empty(), refusal(changed), changed);
        }
        assertEquals(Optional.empty(), refusal("x" + TOKEN));
    }

    @Test
    void refusalThatTimeCanChange_isNotKept() {
        add(new RefusedException(Reason.TOKEN_NOT_ACTIVE_YET, "The token is not valid yet."));
        assertEquals(Optional.empty(), refusal(TOKEN));
    }

    @Test
    void unknownKeyId_isRefusedUntilAFetchIsDue() {
        RefusedException unknown = new UnknownKeyIdException(MISSING);
        add(unknown);
        assertEquals(Optional.of(unknown), refusal(TOKEN));

        clock.advance(Duration.ofSeconds(5));
        assertEquals(Optional.empty(), refusal(TOKEN), "Clerk may have a new key");
    }

    @Test
    void keyIdKnownToBeMissing_isRefusedForHalfAMinute() {
        clock.advance(Duration.ofSeconds(5));
        keys.findAfterRefresh(MISSING).await().atMost(Duration.ofSeconds(5));
        RefusedException unknown = new UnknownKeyIdException(MISSING);
        add(unknown);

        clock.advance(Duration.ofSeconds(29));
        assertEquals(Optional.of(unknown), refusal(TOKEN));

        clock.advance(Duration.ofSeconds(1));
        assertEquals(Optional.empty(), refusal(TOKEN), "Clerk may have a new key");
    }

    @Test
    void longKeyId_isNotKept() {
        RefusedException unknown = new UnknownKeyIdException("k".repeat(64));
        add(unknown);
        assertEquals(Optional.of(unknown), refusal(TOKEN));

        add(new UnknownKeyIdException("k".repeat(65)), "other." + TOKEN);
        assertEquals(Optional.empty(), refusal("other." + TOKEN));
    }

    @Test
    void missingKeyId_isNotKept() {
        add(new UnknownKeyIdException(null));
        assertEquals(Optional.empty(), refusal(TOKEN));
    }

    private void add(RefusedException refusal) {
        add(refusal, TOKEN);
    }

    private void add(RefusedException refusal, String token) {
        tokens.add(token, new TokenText(token), refusal, keys.current());
    }

    private Optional<RefusedException> refusal(String token) {
        return tokens.refusal(token, new TokenText(token), keys.current());
    }
}
