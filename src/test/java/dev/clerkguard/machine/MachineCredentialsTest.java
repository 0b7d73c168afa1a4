package dev.clerkguard.machine;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.MachineStub;
import dev.clerkguard.testing.MachineTokens;
import dev.clerkguard.testing.SigningKey;
import dev.clerkguard.token.TokenType;

/** Each kind of credential, in each state, where it is accepted and where it is not: status, reason and calls. */
@QuarkusTest
@MachineTest
class MachineCredentialsTest {
    private static final List<TokenType> MACHINES =
            List.of(TokenType.API_KEY, TokenType.M2M_TOKEN, TokenType.OAUTH_TOKEN);
    /** The budget of a call is 3 s. */
    private static final Duration DECIDED_WITHIN = Duration.ofMillis(3500);

    /** What Clerk knows of a credential, or how Clerk is. */
    private enum State {
        VALID(204, null, 1),
        EXPIRES_LATER(204, null, 1),
        REVOKED(401, "token-revoked", 1),
        EXPIRED(401, "token-expired", 1),
        EXPIRATION_PAST(401, "token-expired", 1),
        INACTIVE(401, "token-expired", 1),
        WITHOUT_SUBJECT(401, "token-verification-failed", 1),
        UNKNOWN(401, "token-invalid", 1),
        MALFORMED_FOR_CLERK(401, "token-invalid", 1),
        FOR_ANOTHER_MACHINE(401, "token-invalid", 1),
        KEY_REFUSED(503, "secret-key-invalid", 1),
        UNAUTHORIZED(503, "secret-key-invalid", 1),
        RATE_LIMITED(503, "clerk-rate-limited", 1),
        PAYMENT_REQUIRED(503, "clerk-unavailable", 1),
        ERROR(503, "clerk-unavailable", 2),
        RESET(503, "clerk-unavailable", 2),
        HANGING(503, "clerk-unavailable", 1),
        GARBAGE(503, "clerk-unavailable", 1),
        NOTHING_ASKED_FOR(503, "clerk-unavailable", 1);

        private final int status;
        private final String reason;
        private final int calls;

        State(int status, String reason, int calls) {
            this.status = status;
            this.reason = reason;
            this.calls = calls;
        }

        private ResponseDefinitionBuilder answer(TokenType type) {
            long later = Instant.now().plusSeconds(3600).toEpochMilli();
            return switch (this) {
                case VALID -> MachineStub.ok(MachineStub.valid(type));
                case EXPIRES_LATER -> MachineStub.ok(MachineStub.valid(type).put("expiration", (double) later));
                case REVOKED -> MachineStub.ok(MachineStub.valid(type).put("revoked", true));
                case EXPIRED -> MachineStub.ok(MachineStub.valid(type).put("expired", true));
                case EXPIRATION_PAST -> MachineStub.ok(MachineStub.valid(type).put("expiration", 1700000000000L));
                case INACTIVE -> ClerkStub.json("{\"active\":false}");
                case WITHOUT_SUBJECT -> MachineStub.ok(MachineStub.valid(type).putNull("subject"));
                case UNKNOWN -> MachineStub.error(404, "resource_not_found");
                case MALFORMED_FOR_CLERK -> MachineStub.error(400, "bad_request");
                case FOR_ANOTHER_MACHINE -> MachineStub.error(403, "forbidden");
                case KEY_REFUSED ->
                    MachineStub.error(
                            401, type == TokenType.M2M_TOKEN ? "machine_secret_key_invalid" : "clerk_key_invalid");
                case UNAUTHORIZED -> MachineStub.error(401, "authentication_invalid");
                case RATE_LIMITED ->
                    MachineStub.error(429, "too_many_requests").withHeader("Retry-After", MachineStub.RETRY_AFTER);
                case PAYMENT_REQUIRED -> MachineStub.error(402, "token_quota_exceeded");
                case ERROR -> MachineStub.error(500, "internal");
                case RESET -> ClerkStub.json("{}").withFault(Fault.CONNECTION_RESET_BY_PEER);
                case HANGING -> ClerkStub.json("{}").withFixedDelay(60_000);
                case GARBAGE -> ClerkStub.json("<html>");
                case NOTHING_ASKED_FOR -> ClerkStub.json("[\"user\"]");
            };
        }
    }

    static Stream<Arguments> table() {
        List<Arguments> rows = new ArrayList<>();
        for (TokenType type : MACHINES) {
            for (State state : State.values()) {
                rows.add(arguments(type, "accepts=" + type.code(), state, state.status, state.reason, state.calls));
            }
            rows.add(arguments(type, "accepts=any", State.VALID, 204, null, 1));
            rows.add(arguments(type, "accepts=any", State.REVOKED, 401, "token-revoked", 1));
            rows.add(arguments(type, "accepts=session_token&accepts=" + type.code(), State.VALID, 204, null, 1));
            for (State state : List.of(State.VALID, State.REVOKED, State.HANGING)) {
                rows.add(arguments(type, "", state, 401, "token-type-mismatch", 0));
                rows.add(arguments(type, "accepts=session_token", state, 401, "token-type-mismatch", 0));
                MACHINES.stream()
                        .filter(other -> other != type)
                        .forEach(other -> rows.add(
                                arguments(type, "accepts=" + other.code(), state, 401, "token-type-mismatch", 0)));
            }
        }
        return rows.stream();
    }

    /** An earlier row may have left the service in a back-off, or with an open breaker. */
    @BeforeEach
    void clerkIsAskedAgain() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> isVerified(TokenType.API_KEY) && isVerified(TokenType.M2M_TOKEN));
    }

    private static boolean isVerified(TokenType type) {
        String secret = MachineStub.newSecret(type);
        MachineStub.answer(type, secret, MachineStub.ok(MachineStub.valid(type)));
        return verify(secret, "accepts=any").extract().statusCode() == 204;
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3} {4}, {5} calls")
    @MethodSource("table")
    void credential_isAnsweredWithStatusAndReason(
            TokenType type, String query, State state, int status, String reason, int calls) {
        String secret = MachineStub.newSecret(type);
        MachineStub.answer(type, secret, state.answer(type));
        Instant before = Instant.now();

        ValidatableResponse response = verify(secret, query).statusCode(status);

        assertTrue(Duration.between(before, Instant.now()).compareTo(DECIDED_WITHIN) < 0);
        if (reason == null) {
            response.header("X-Auth-Token-Type", type.code());
        } else {
            response.contentType("application/problem+json")
                    .body("reason", equalTo(reason))
                    .header("x-clerk-auth-reason", reason)
                    .header("WWW-Authenticate", notNullValue())
                    .header("Retry-After", status == 503 ? notNullValue() : nullValue())
                    .body(not(containsString(secret)));
        }
        assertEquals(calls, MachineStub.calls(type, secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key", "m2m_token", "oauth_token"})
    void verifiedOrRefusedCredential_isNotVerifiedAgain(String kind) {
        TokenType type = TokenType.ofCode(kind).orElseThrow();
        for (State state : List.of(State.VALID, State.REVOKED, State.UNKNOWN)) {
            String secret = MachineStub.newSecret(type);
            MachineStub.answer(type, secret, state.answer(type));
            verify(secret, "accepts=any").statusCode(state.status);
            verify(secret, "accepts=any").statusCode(state.status);
            verify(secret, "accepts=" + kind).statusCode(state.status);
            assertEquals(1, MachineStub.calls(type, secret));
        }
    }

    @Test
    void rateLimit_appliesToNewCredentialsOnly() {
        String known = MachineStub.newSecret(TokenType.API_KEY);
        MachineStub.answer(TokenType.API_KEY, known, State.VALID.answer(TokenType.API_KEY));
        verify(known, "accepts=any").statusCode(204);
        String limited = MachineStub.newSecret(TokenType.API_KEY);
        MachineStub.answer(TokenType.API_KEY, limited, State.RATE_LIMITED.answer(TokenType.API_KEY));
        verify(limited, "accepts=any").statusCode(503).header("Retry-After", MachineStub.RETRY_AFTER);

        String next = MachineStub.newSecret(TokenType.OAUTH_TOKEN);
        verify(next, "accepts=any").statusCode(503).body("reason", equalTo("clerk-rate-limited"));

        assertEquals(0, MachineStub.calls(TokenType.OAUTH_TOKEN, next));
        verify(known, "accepts=any").statusCode(204);
    }

    @Test
    void forbiddenCredential_startsNoBackOff() {
        String forbidden = MachineStub.newSecret(TokenType.M2M_TOKEN);
        MachineStub.answer(TokenType.M2M_TOKEN, forbidden, State.FOR_ANOTHER_MACHINE.answer(TokenType.M2M_TOKEN));
        verify(forbidden, "accepts=any").statusCode(401);

        assertTrue(isVerified(TokenType.M2M_TOKEN));
    }

    @Test
    void rejectedMachineKey_doesNotBackOffTheSecretKey() {
        String secret = MachineStub.newSecret(TokenType.M2M_TOKEN);
        MachineStub.answer(TokenType.M2M_TOKEN, secret, State.KEY_REFUSED.answer(TokenType.M2M_TOKEN));
        verify(secret, "accepts=any").statusCode(503).body("detail", containsString("CLERK_MACHINE_SECRET_KEY"));

        String other = MachineStub.newSecret(TokenType.M2M_TOKEN);
        verify(other, "accepts=any").statusCode(503).body("reason", equalTo("secret-key-invalid"));
        assertEquals(0, MachineStub.calls(TokenType.M2M_TOKEN, other));
        assertTrue(isVerified(TokenType.API_KEY));
    }

    @Test
    void jwtCredential_isVerifiedWithoutACall() {
        int before = MachineStub.calls();
        String m2m = MachineTokens.m2m(Instant.now()).with("tier", "gold").signed();
        String oauth = MachineTokens.oauth(Instant.now()).signed();

        verify(m2m, "accepts=m2m_token")
                .statusCode(204)
                .header("X-Auth-Machine-Id", "mch_2abcDEF")
                .header("X-Auth-Scopes", "mch_a mch_b");
        verify(oauth, "accepts=oauth_token&scope=profile")
                .statusCode(204)
                .header("X-Auth-User-Id", Claims.USER_ID)
                .header("X-Auth-Client-Id", "client_2abc");
        verify(m2m, "accepts=oauth_token").statusCode(401).body("reason", equalTo("token-type-mismatch"));
        verify(oauth, "accepts=m2m_token").statusCode(401).body("reason", equalTo("token-type-mismatch"));
        verify(m2m, "").statusCode(401).body("reason", equalTo("token-type-mismatch"));
        verify(oauth, "").statusCode(401).body("reason", equalTo("token-type-mismatch"));

        String forged = MachineTokens.oauth(Instant.now()).signedBy(SigningKey.generate(ClerkStub.KEY.id()));
        verify(forged, "accepts=any").statusCode(401).body("reason", equalTo("token-invalid-signature"));
        assertEquals(before, MachineStub.calls());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ak_",
                "mt_",
                "oat_",
                "ak_=",
                "ak_a.b.c",
                "ak_a=b",
                "ak_a==b",
                "oat_eyJhbGciOiJSUzI1NiJ9.e30.c2ln",
                "ak_ä",
                "ak_a b",
                "ak_a%20b",
                "ak_a\"b",
                "ak_a\\b",
                "ak_a,b"
            })
    void malformedCredential_isRefusedWithoutACall(String credential) {
        int before = MachineStub.calls();
        verify(credential, "accepts=any").statusCode(401).body("reason", equalTo("token-invalid"));
        assertEquals(before, MachineStub.calls());
    }

    @Test
    void forwardAuth_sendsAllHeadersForEachKind() {
        Set<String> names = Set.of(
                "X-Auth-Token-Type",
                "X-Auth-Token-Id",
                "X-Auth-Subject",
                "X-Auth-Scopes",
                "X-Auth-User-Id",
                "X-Auth-Org-Id",
                "X-Auth-Machine-Id",
                "X-Auth-Client-Id",
                "X-Auth-Session-Id",
                "X-Auth-Org-Slug",
                "X-Auth-Org-Role",
                "X-Auth-Org-Permissions");
        List<String> credentials = new ArrayList<>(List.of(Claims.now().signedBy(ClerkStub.KEY)));
        for (TokenType type : MACHINES) {
            String secret = MachineStub.newSecret(type);
            MachineStub.answer(type, secret, State.VALID.answer(type));
            credentials.add(secret);
        }
        for (String credential : credentials) {
            ValidatableResponse response = verify(credential, "accepts=any").statusCode(204);
            names.forEach(name -> response.header(name, notNullValue()));
        }
    }

    @Test
    void scopeWithASessionRequirement_isABadRequest() {
        String secret = MachineStub.newSecret(TokenType.API_KEY);
        MachineStub.answer(TokenType.API_KEY, secret, State.VALID.answer(TokenType.API_KEY));
        String session = Claims.now().with("pla", "u:pro").signedBy(ClerkStub.KEY);

        verify(secret, "accepts=any&scope=invoices:read&scope=invoices:write").statusCode(204);
        verify(secret, "accepts=any&scope=invoices:read&scope=x")
                .statusCode(403)
                .body("reason", equalTo("scope-missing"))
                .body("missing.scope", equalTo("x"))
                .header("WWW-Authenticate", containsString("error=\"insufficient_scope\", scope=\"invoices:read x\""));
        verify(session, "accepts=any&scope=invoices:read").statusCode(403).body("reason", equalTo("scope-missing"));
        verify(session, "accepts=any&plan=pro").statusCode(204);
        verify(secret, "accepts=any&plan=pro").statusCode(403).body("reason", equalTo("plan-missing"));
        verify(secret, "accepts=any&role=admin").statusCode(403).body("reason", equalTo("role-missing"));
        verify(secret, "accepts=any&permission=a:b").statusCode(403).body("reason", equalTo("permission-missing"));
        verify(secret, "accepts=any&feature=a").statusCode(403).body("reason", equalTo("feature-missing"));
        verify(secret, "accepts=any&reverification=strict")
                .statusCode(403)
                .body("reason", equalTo("reverification-error"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accepts=",
                "accepts=API_KEY",
                "accepts=api_key,m2m_token",
                "accepts=any&accepts=cookie",
                "scope=",
                "accepts=any&scope=a%22b",
                "accepts=any&scope=a%20b",
                "accepts=any;scope=x"
            })
    void unknownParameterValue_isABadRequest(String query) {
        int before = MachineStub.calls();
        verify(Claims.now().signedBy(ClerkStub.KEY), query).statusCode(400).body("reason", equalTo("bad-request"));
        assertEquals(before, MachineStub.calls());
    }

    @Test
    void whoami_answersTheAuthObjectOfTheKind() {
        String key = MachineStub.newSecret(TokenType.API_KEY);
        MachineStub.answer(
                TokenType.API_KEY,
                key,
                MachineStub.ok(MachineStub.valid(TokenType.API_KEY).put("subject", "org_2abc")));
        String token = MachineStub.newSecret(TokenType.M2M_TOKEN);
        MachineStub.answer(TokenType.M2M_TOKEN, token, State.VALID.answer(TokenType.M2M_TOKEN));
        String access = MachineStub.newSecret(TokenType.OAUTH_TOKEN);
        MachineStub.answer(TokenType.OAUTH_TOKEN, access, State.VALID.answer(TokenType.OAUTH_TOKEN));

        assertEquals(
                "{\"tokenType\":\"api_key\",\"id\":\"ak_0123456789abcdef0123456789abcdef\",\"name\":\"CI\","
                        + "\"subject\":\"org_2abc\",\"userId\":null,\"orgId\":\"org_2abc\","
                        + "\"scopes\":[\"invoices:read\",\"invoices:write\"],\"claims\":{\"tier\":\"gold\"}}",
                whoami(key));
        assertEquals(
                "{\"tokenType\":\"m2m_token\",\"id\":\"mt_0123456789abcdef0123456789abcdef\","
                        + "\"subject\":\"mch_2abcDEF\",\"machineId\":\"mch_2abcDEF\","
                        + "\"scopes\":[\"invoices:read\",\"invoices:write\"],\"claims\":null}",
                whoami(token));
        assertEquals(
                "{\"tokenType\":\"oauth_token\",\"id\":\"oat_0123456789abcdef0123456789abcdef\",\"name\":null,"
                        + "\"subject\":\"user_2abcDEF\",\"userId\":\"user_2abcDEF\","
                        + "\"clientId\":\"client_2abc\",\"scopes\":[\"invoices:read\",\"invoices:write\"]}",
                whoami(access));
        String session = Claims.now().signedBy(ClerkStub.KEY);
        assertEquals(given().auth().oauth2(session).get("/auth/session").asString(), whoami(session));
    }

    private static String whoami(String credential) {
        return given().header("Authorization", "Bearer " + credential)
                .get("/auth/whoami")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .asString();
    }

    @Test
    void noCredentialWhereOAuthIsAccepted_challengeNamesTheMetadata() {
        given().get("/auth/whoami")
                .then()
                .statusCode(401)
                .body("reason", equalTo("session-token-missing"))
                .header(
                        "WWW-Authenticate",
                        "Bearer resource_metadata=\"https://api.example.test/.well-known/oauth-protected-resource/mcp\"");
        given().get("/auth/verify?accepts=api_key").then().statusCode(401).header("WWW-Authenticate", "Bearer");
        verify("garbage", "accepts=oauth_token")
                .statusCode(401)
                .header("WWW-Authenticate", containsString("error=\"invalid_token\""))
                .header("WWW-Authenticate", containsString("resource_metadata="));
        given().get("/auth/session").then().statusCode(401).header("WWW-Authenticate", "Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/session", "/auth/me"})
    void machineCredentialAtASessionEndpoint_isRefused(String path) {
        String secret = MachineStub.newSecret(TokenType.API_KEY);
        given().header("Authorization", "Bearer " + secret)
                .get(path)
                .then()
                .statusCode(401)
                .body("reason", equalTo("token-type-mismatch"));
        assertEquals(0, MachineStub.calls(TokenType.API_KEY, secret));
    }

    private static ValidatableResponse verify(String credential, String query) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + credential)
                .get("/auth/verify" + (query.isEmpty() ? "" : "?" + query))
                .then();
    }
}
