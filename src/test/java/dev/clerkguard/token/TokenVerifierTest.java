package dev.clerkguard.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.clerkguard.keys.FakeJwks;
import dev.clerkguard.keys.JwksCache;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.Session;
import dev.clerkguard.session.SessionIdentity;
import dev.clerkguard.testing.Attack;
import dev.clerkguard.testing.Attacks;
import dev.clerkguard.testing.BackgroundTest;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.LogLines;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.Settings;

@BackgroundTest
class TokenVerifierTest {
    private static final Duration MAX_LIFETIME = Duration.ofHours(1);
    private static final Map<String, String> PARTIES =
            Map.of("clerk.authorized-parties", Claims.ORIGIN + ",https://admin.example.test");
    private static final Duration PLENTY = Duration.ofSeconds(5);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final MovableClock clock = new MovableClock(now);
    private final FakeJwks clerk = new FakeJwks(ClerkStub.KEY);
    private final JwksCache keys = clerk.loadedRing(clock);
    private final TokenVerifier verifier = verifier(PARTIES);

    static List<Attack> attacks() {
        return Attacks.all();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void attack_isRefusedWithItsReason(Attack attack) {
        // Later than the cooldown: a fetch that is asked for would be made.
        clock.advance(Duration.ofSeconds(6));
        int before = clerk.calls();
        RefusedException refusal = refusal(verifier, attack.token());
        assertEquals(attack.reason(), refusal.reason());
        assertFalse(refusal.detail().contains(attack.token()), "the token is echoed");
        assertEquals(before + (attack.asksForKeys() ? 1 : 0), clerk.calls());
    }

    static Stream<Arguments> oddButValid() {
        String claims = JsonUtil.toJson(Claims.now().map());
        return Stream.of(
                arguments("no typ", header(Map.of()), claims),
                arguments("session category", header(Map.of("cat", "cl_B7d4PD111AAA", "typ", "JWT")), claims),
                arguments("category that says nothing", header(Map.of("cat", "cl_I7d4PD111III")), claims),
                arguments("header members that mean nothing here", header(Map.of("oiat", 1, "x", List.of())), claims),
                arguments(
                        "no nbf and no iat",
                        header(Map.of()),
                        json(Claims.now().without("nbf").without("iat"))),
                arguments("1e400 as a factor's age", header(Map.of()), with("fva", "[1e400,-1]")),
                arguments("1e999999999 as a factor's age", header(Map.of()), with("fva", "[1e999999999,1]")),
                arguments("1e999999999 as the version", header(Map.of()), with("v", "1e999999999")),
                arguments("an integer of 60 digits", header(Map.of()), with("x", "9".repeat(60))),
                arguments("groups that are no list", header(Map.of()), with("groups", "{\"a\":1}")),
                arguments("role mappings", header(Map.of()), with("roleMappings", "[1]")),
                arguments("an audience that is not required", header(Map.of()), with("aud", "[1,null]")),
                arguments("a lone surrogate in a claim", header(Map.of()), with("x", "\"\\ud800\"")),
                arguments("a member without a name", header(Map.of()), with("", "[[]]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddButValid")
    void unusualButValidToken_isAccepted(String name, String header, String payload) {
        Session session = verify(verifier, signed(header, payload));
        assertEquals(Claims.USER_ID, session.userId());
        assertTrue(SessionIdentity.json(SessionIdentity.of(session)).length > 0);
    }

    @Test
    void token_expiresAfterItsTimeAndTheLeeway() {
        String token = Claims.now().with("exp", now.getEpochSecond() + 600).signedBy(ClerkStub.KEY);
        clock.set(now.plusSeconds(605).minusMillis(1));
        verify(verifier, token);
        clock.set(now.plusSeconds(605));
        assertEquals(Reason.TOKEN_EXPIRED, refusal(verifier, token).reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nbf", "iat"})
    void tokenFromTheFuture_isAcceptedWithinTheLeeway(String claim) {
        String token = Claims.at(now)
                .with("nbf", now.getEpochSecond() - 60)
                .with("iat", now.getEpochSecond() - 60)
                .with(claim, now.getEpochSecond())
                .signedBy(ClerkStub.KEY);
        clock.set(now.minusSeconds(5));
        verify(verifier, token);
        clock.set(now.minusSeconds(5).minusMillis(1));
        Reason expected = claim.equals("nbf") ? Reason.TOKEN_NOT_ACTIVE_YET : Reason.TOKEN_IAT_IN_THE_FUTURE;
        assertEquals(expected, refusal(verifier, token).reason());
    }

    @Test
    void leeway_isASetting() {
        TokenVerifier patient = verifier(Map.of("clerk.clock-skew", "60s"));
        String token = Claims.at(now.minusSeconds(90)).signedBy(ClerkStub.KEY);
        verify(patient, token);
        assertEquals(Reason.TOKEN_EXPIRED, refusal(verifier, token).reason());
    }

    @ParameterizedTest
    @CsvSource({"0,3600,true", "0,3601,false", "-3000,601,false", "-3000,600,true", ",3600,true", ",3601,false"})
    void tokenThatOutlivesItsRevocation_isRefused(Long issuedIn, long expiresIn, boolean accepted) {
        Claims claims = Claims.at(now).with("exp", now.getEpochSecond() + expiresIn);
        String token = (issuedIn == null ? claims.without("iat") : claims.with("iat", now.getEpochSecond() + issuedIn))
                .signedBy(ClerkStub.KEY);
        if (accepted) {
            verify(verifier, token);
            return;
        }
        RefusedException refusal = refusal(verifier, token);
        assertEquals(Reason.TOKEN_LIFETIME_TOO_LONG, refusal.reason());
        assertTrue(refusal.detail().contains("clerk.denials.token-lifetime"), refusal.detail());
    }

    @Test
    void tooLongLifetime_isLoggedOnce() {
        TokenVerifier fresh = verifier(Map.of());
        String token = Claims.at(now).with("exp", now.getEpochSecond() + 7200).signedBy(ClerkStub.KEY);
        try (LogLines log = LogLines.of(TokenLifetimeLimit.class)) {
            refusal(fresh, token);
            refusal(fresh, token);
            assertEquals(
                    List.of("WARN event=token_lifetime_too_long lifetime_seconds=7200 limit_seconds=3600"
                            + " setting=clerk.denials.token-lifetime"),
                    log.all());
        }
    }

    static Stream<Arguments> audiences() {
        return Stream.of(
                arguments("orders", true),
                arguments(List.of("other", "orders"), true),
                arguments(List.of("other"), false),
                arguments(List.of(), false),
                arguments("Orders", false),
                arguments(7, false),
                arguments(Map.of("orders", 1), false));
    }

    @ParameterizedTest
    @MethodSource("audiences")
    void requiredAudience_mustBeInTheToken(Object audience, boolean accepted) {
        TokenVerifier demanding = verifier(Map.of("clerk.audience", "orders,invoices"));
        String token = Claims.now().with("aud", audience).signedBy(ClerkStub.KEY);
        if (accepted) {
            verify(demanding, token);
        } else {
            assertEquals(
                    Reason.TOKEN_INVALID_AUDIENCE, refusal(demanding, token).reason());
        }
    }

    @Test
    void requiredAudienceAbsent_isRefused() {
        TokenVerifier demanding = verifier(Map.of("clerk.audience", "orders"));
        String token = Claims.now().signedBy(ClerkStub.KEY);
        assertEquals(Reason.TOKEN_INVALID_AUDIENCE, refusal(demanding, token).reason());
    }

    @Test
    void noAuthorizedParties_anyPartyIsAccepted() {
        verify(verifier(Map.of()), Claims.now().without("azp").signedBy(ClerkStub.KEY));
    }

    @Test
    void pendingSessionAllowedBySetting_isAccepted() {
        TokenVerifier lenient = verifier(Map.of("clerk.treat-pending-as-signed-out", "false"));
        Session session = verify(lenient, Claims.now().with("sts", "pending").signedBy(ClerkStub.KEY));
        assertEquals(Optional.of("pending"), session.status());
    }

    private TokenVerifier verifier(Map<String, String> settings) {
        return new TokenVerifier(
                keys, Optional.of(Claims.ISSUER), Settings.of(VerificationConfig.class, settings), MAX_LIFETIME, clock);
    }

    private static Session verify(TokenVerifier verifier, String token) {
        return verifier.verify(token)
                .orElseGet(() -> verifier.verifyAfterRefresh(token).await().atMost(PLENTY));
    }

    private static RefusedException refusal(TokenVerifier verifier, String token) {
        return assertThrows(RefusedException.class, () -> verify(verifier, token));
    }

    private static String signed(String header, String payload) {
        return ClerkStub.KEY.signBytes(
                header.getBytes(StandardCharsets.UTF_8), payload.getBytes(StandardCharsets.UTF_8));
    }

    private static String header(Map<String, ?> more) {
        Map<String, Object> header = new java.util.HashMap<>(more);
        header.put("alg", "RS256");
        header.put("kid", ClerkStub.KEY.id());
        return JsonUtil.toJson(header);
    }

    private static String json(Claims claims) {
        return JsonUtil.toJson(claims.map());
    }

    private static String with(String name, String value) {
        String others = json(Claims.now().without("fva").without("v"));
        return "{\"" + name + "\":" + value + "," + others.substring(1);
    }
}
