package dev.clerkguard.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.clerkguard.keys.FakeJwks;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.BackgroundTest;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.MachineStub;
import dev.clerkguard.testing.MachineTokens;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.SigningKey;
import dev.clerkguard.token.TokenType;

@BackgroundTest
class MachineJwtVerifierTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final long SECONDS = NOW.getEpochSecond();
    private static final SigningKey OTHER = SigningKey.second(ClerkStub.KEY.id());

    private final MovableClock clock = new MovableClock(NOW);
    private final FakeJwks clerk = new FakeJwks(ClerkStub.KEY);
    private final MachineJwtVerifier verifier = verifier(Optional.empty(), Optional.empty());

    private MachineJwtVerifier verifier(Optional<Set<String>> audience, Optional<String> resource) {
        return new MachineJwtVerifier(
                clerk.loadedRing(clock),
                Set.of(Claims.ISSUER),
                new OAuthAudience(audience, resource),
                Duration.ofSeconds(5),
                clock);
    }

    private static MachineTokens m2m() {
        return MachineTokens.m2m(NOW);
    }

    private static MachineTokens oauth() {
        return MachineTokens.oauth(NOW);
    }

    @Test
    void m2mToken_saysWhatClerksAuthObjectSays() {
        MachineCredential credential =
                verify(m2m().with("tier", "gold").with("org_id", "org_evil").with("role", "admin"));
        assertEquals("mch_2abcDEF", credential.subject());
        assertEquals(Optional.of("mt_0123"), credential.id());
        assertEquals(List.of("mch_a", "mch_b"), credential.scopes());
        assertEquals(Optional.of("mch_2abcDEF"), credential.machineId());
        assertEquals(Optional.empty(), credential.organizationId());
        assertEquals(Optional.empty(), credential.userId());
        Map<String, Object> claims =
                Map.of("tier", "gold", "org_id", "org_evil", "role", "admin", "scopes", "mch_a mch_b");
        assertEquals(claims.keySet(), Set.copyOf(names(credential)));
    }

    private static List<String> names(MachineCredential credential) {
        List<String> names = new java.util.ArrayList<>();
        credential.claims().orElseThrow().fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void m2mToken_withoutScopesHasThoseOfItsAudience_andWithoutClaimsNone() {
        assertEquals(
                List.of("mch_x", "mch_y"),
                verify(m2m().without("scopes").with("aud", List.of("mch_x", "mch_y")))
                        .scopes());
        MachineCredential bare = verify(m2m().without("scopes").without("jti"));
        assertEquals(List.of(), bare.scopes());
        assertEquals(Optional.empty(), bare.claims());
        assertEquals(Optional.empty(), bare.id());
    }

    @Test
    void oauthToken_saysWhatClerksAuthObjectSays() {
        MachineCredential credential = verify(oauth().with("org_id", "org_1"));
        assertEquals(Optional.of(Claims.USER_ID), credential.userId());
        assertEquals(Optional.of("client_2abc"), credential.clientId());
        assertEquals(Optional.of("oat_0123"), credential.id());
        assertEquals(List.of("profile", "email"), credential.scopes());
        assertEquals(Optional.empty(), credential.organizationId());
        assertEquals(Optional.empty(), credential.claims());
        assertFalse(credential.delegated());
        assertEquals(List.of("a"), verify(oauth().with("scp", List.of("a"))).scopes(), "the list wins over the text");
        assertEquals(
                Optional.of("https://client.example/id"),
                verify(oauth().header("typ", "application/at+jwt").with("client_id", "https://client.example/id"))
                        .clientId());
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        "m2m typ",
                        Reason.TOKEN_INVALID,
                        m2m().header("typ", "at+jwt").signed()),
                arguments(
                        "m2m session cat",
                        Reason.TOKEN_INVALID,
                        m2m().header("cat", "cl_B7d4PD111AAA").signed()),
                arguments(
                        "m2m ignore cat",
                        Reason.TOKEN_INVALID,
                        m2m().header("cat", "cl_I7d4PD111III").signed()),
                arguments(
                        "m2m empty id",
                        Reason.TOKEN_VERIFICATION_FAILED,
                        m2m().with("sub", "mch_").signed()),
                arguments(
                        "alg",
                        Reason.TOKEN_INVALID_ALGORITHM,
                        oauth().header("alg", "RS512").signed()),
                arguments(
                        "crit",
                        Reason.TOKEN_INVALID,
                        oauth().header("x", 1).header("crit", List.of("x")).signed()),
                arguments("key", Reason.TOKEN_INVALID_SIGNATURE, oauth().signedBy(OTHER)),
                arguments(
                        "key, expired",
                        Reason.TOKEN_INVALID_SIGNATURE,
                        oauth().with("exp", 1).signedBy(OTHER)),
                arguments(
                        "kid",
                        Reason.JWK_KID_MISMATCH,
                        oauth().header("kid", "ins_other").signed()),
                arguments(
                        "no exp",
                        Reason.TOKEN_VERIFICATION_FAILED,
                        oauth().without("exp").signed()),
                arguments(
                        "no exp",
                        Reason.TOKEN_VERIFICATION_FAILED,
                        m2m().without("exp").signed()),
                arguments(
                        "expired",
                        Reason.TOKEN_EXPIRED,
                        oauth().with("exp", SECONDS - 5).signed()),
                arguments(
                        "expired",
                        Reason.TOKEN_EXPIRED,
                        m2m().with("exp", SECONDS - 5).signed()),
                arguments(
                        "nbf",
                        Reason.TOKEN_NOT_ACTIVE_YET,
                        oauth().with("nbf", SECONDS + 6).signed()),
                arguments(
                        "iat",
                        Reason.TOKEN_IAT_IN_THE_FUTURE,
                        m2m().with("iat", SECONDS + 6).signed()),
                arguments(
                        "iss",
                        Reason.TOKEN_INVALID_ISSUER,
                        oauth().with("iss", "https://evil.test").signed()),
                arguments(
                        "no iss",
                        Reason.TOKEN_INVALID_ISSUER,
                        m2m().without("iss").signed()),
                arguments(
                        "sub",
                        Reason.TOKEN_VERIFICATION_FAILED,
                        oauth().with("sub", "org_1").signed()),
                arguments(
                        "sub",
                        Reason.TOKEN_VERIFICATION_FAILED,
                        oauth().without("sub").signed()),
                arguments(
                        "sub",
                        Reason.TOKEN_VERIFICATION_FAILED,
                        oauth().with("sub", List.of("user_1")).signed()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void faultyJwt_isRefusedWithItsReason(String what, Reason reason, String token) {
        assertEquals(reason, refusal(verifier, token));
    }

    @Test
    void leeway_isThatOfSessionTokens() {
        // SmallRye JWT reads the real clock.
        Instant now = Instant.now();
        clock.set(now);
        verify(MachineTokens.oauth(now.minusSeconds(60)).with("exp", now.getEpochSecond() - 3));
        verify(MachineTokens.m2m(now).with("nbf", now.getEpochSecond() + 3).with("iat", now.getEpochSecond() + 3));
    }

    @Test
    void customClaimsOfAnyShape_changeNothing() {
        for (String name : List.of("groups", "upn", "preferred_username", "azp", "sid", "scope", "cnf", "roles")) {
            for (Object value : List.of(1, true, List.of(Map.of("a", 1)), Map.of("b", List.of()))) {
                assertEquals("mch_2abcDEF", verify(m2m().with(name, value)).subject(), name);
            }
        }
    }

    @Test
    void tokenWithAnActor_isDelegated() {
        assertEquals(true, verify(oauth().with("act", Map.of("sub", "agent"))).delegated());
    }

    @Test
    void audience_isCheckedOfOAuthTokensOnly() {
        MachineJwtVerifier configured = verifier(Optional.of(Set.of("my-api")), Optional.empty());
        MachineJwtVerifier resource = verifier(Optional.empty(), Optional.of(MachineStub.RESOURCE));
        assertEquals(Reason.TOKEN_INVALID_AUDIENCE, refusal(configured, oauth().signed()));
        assertEquals(
                Reason.TOKEN_INVALID_AUDIENCE,
                refusal(resource, oauth().with("aud", "x").signed()));
        verify(configured, oauth().with("aud", "my-api").signed());
        verify(configured, m2m().with("aud", List.of("mch_x")).signed());
        verify(resource, oauth().signed());
        verify(resource, oauth().with("aud", List.of("x", MachineStub.RESOURCE)).signed());
    }

    private MachineCredential verify(MachineTokens token) {
        return verify(verifier, token.signed());
    }

    private static MachineCredential verify(MachineJwtVerifier verifier, String token) {
        TokenType type = CredentialShape.of(token);
        return verifier.verify(type, token).orElseThrow();
    }

    private static Reason refusal(MachineJwtVerifier verifier, String token) {
        return assertThrows(RefusedException.class, () -> verify(verifier, token))
                .reason();
    }
}
