package dev.clerkguard.token;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.keys.FakeJwks;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.ClaimsReader;
import dev.clerkguard.session.Session;
import dev.clerkguard.session.SessionIdentity;
import dev.clerkguard.session.StrictJson;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.Settings;
import dev.clerkguard.testing.SigningKey;

/**
 * Any input ends as a session or as one of the closed list of refusals, and never as another exception. A
 * build replays the inputs beside this class; with {@code JAZZER_FUZZ=1} one target is fuzzed, guided by coverage.
 */
class TokenFuzzTest {
    private static final SigningKey KEY = SigningKey.first("ins_fuzz");
    private static final TokenVerifier VERIFIER = new TokenVerifier(
            new FakeJwks(KEY).loadedRing(Clock.systemUTC()),
            Optional.of(Claims.ISSUER),
            Settings.of(VerificationConfig.class, Map.of("clerk.authorized-parties", Claims.ORIGIN)),
            // The inputs expire in the year 5138.
            ChronoUnit.FOREVER.getDuration(),
            Clock.systemUTC());

    /** From the header's text on, as it comes from the network. */
    @FuzzTest
    void authorizationHeader(byte[] input) {
        String header = new String(input, StandardCharsets.ISO_8859_1);
        refusedOrNothing(() -> BearerTokenExtractor.from(List.of(header)).ifPresent(token -> verify(token)));
    }

    /** The header on the first line and the payload after it, rightly signed: what is behind the signature is reached. */
    @FuzzTest
    void signedToken(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int header = Math.max(0, text.indexOf('\n'));
        String token = KEY.signBytes(
                Arrays.copyOfRange(input, 0, header),
                Arrays.copyOfRange(input, Math.min(header + 1, input.length), input.length));
        refusedOrNothing(() -> verify(token));
    }

    /** Any JSON as claims: decoded, made an identity, and shown as JSON that can be read again. */
    @FuzzTest
    void claims(byte[] json) throws IOException {
        String text;
        ObjectNode claims;
        try {
            text = StrictJson.text(json);
            claims = StrictJson.readObject(text);
        } catch (IOException e) {
            return;
        }
        Session session = ClaimsReader.read(claims, text);
        byte[] body = SessionIdentity.json(SessionIdentity.of(session));
        assertTrue(new ObjectMapper().readTree(body).has("sessionClaims"));
    }

    private static void verify(String token) {
        VERIFIER.verify(token)
                .orElseGet(() -> VERIFIER.verifyAfterRefresh(token).await().atMost(Duration.ofSeconds(5)));
    }

    private static void refusedOrNothing(Runnable use) {
        try {
            use.run();
        } catch (RefusedException refusal) {
            if (refusal.detail() == null || refusal.reason() == null) {
                throw new AssertionError("a refusal without a reason");
            }
        }
    }
}
