package dev.clerkguard.machine;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.MachineStub;
import dev.clerkguard.testing.MachineTokens;
import dev.clerkguard.testing.OptionalFeatures;
import dev.clerkguard.testing.SigningKey;
import dev.clerkguard.token.TokenType;

/** How machine credentials are verified, cached and described, and where they are accepted. */
@QuarkusTest
@TestProfile(OptionalFeatures.class)
class MachineCredentialsTest {
    private static final List<TokenType> MACHINES =
            List.of(TokenType.API_KEY, TokenType.M2M_TOKEN, TokenType.OAUTH_TOKEN);

    /** Not the delay of the breaker, which is the default. */
    private static final String RETRY_AFTER = "2";

    @BeforeEach
    void clerkIsAskedAgain() {
        MachineRequests.awaitClerk(TokenType.API_KEY);
        MachineRequests.awaitClerk(TokenType.M2M_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key", "m2m_token", "oauth_token"})
    void verifiedOrRefusedCredential_isNotVerifiedAgain(String kind) {
        TokenType type = TokenType.ofCode(kind).orElseThrow();
        for (MachineState state : List.of(MachineState.VALID, MachineState.REVOKED, MachineState.UNKNOWN)) {
            String secret = state.credential(type);
            MachineRequests.verify(secret, "accepts=any").statusCode(state.status());
            MachineRequests.verify(secret, "accepts=any").statusCode(state.status());
            MachineRequests.verify(secret, "accepts=" + kind).statusCode(state.status());
            assertEquals(1, MachineStub.calls(type, secret));
        }
    }

    @Test
    void rateLimit_appliesToNewCredentialsOnly() {
        String known = MachineState.VALID.credential(TokenType.API_KEY);
        MachineRequests.verify(known, "accepts=any").statusCode(204);
        String limited = MachineStub.newSecret(TokenType.API_KEY);
        MachineStub.answer(
                TokenType.API_KEY,
                limited,
                MachineStub.error(429, "too_many_requests").withHeader("Retry-After", RETRY_AFTER));
        MachineRequests.verify(limited, "accepts=any").statusCode(503).header("Retry-After", RETRY_AFTER);

        String next = MachineStub.newSecret(TokenType.OAUTH_TOKEN);
        MachineRequests.verify(next, "accepts=any").statusCode(503).body("reason", equalTo("clerk-rate-limited"));

        assertEquals(0, MachineStub.calls(TokenType.OAUTH_TOKEN, next));
        MachineRequests.verify(known, "accepts=any").statusCode(204);
    }

    @Test
    void forbiddenCredential_startsNoBackOff() {
        String forbidden = MachineState.FOR_ANOTHER_MACHINE.credential(TokenType.M2M_TOKEN);
        MachineRequests.verify(forbidden, "accepts=any").statusCode(401);

        assertTrue(MachineRequests.isVerified(TokenType.M2M_TOKEN));
    }

    @Test
    void rejectedMachineKey_doesNotBackOffTheSecretKey() {
        String secret = MachineState.KEY_REFUSED.credential(TokenType.M2M_TOKEN);
        String other = MachineStub.newSecret(TokenType.M2M_TOKEN);
        // Both before any assertion: the first one on a body loads classes for longer than the back-off lasts.
        ValidatableResponse refused = MachineRequests.verify(secret, "accepts=any");
        ValidatableResponse next = MachineRequests.verify(other, "accepts=any");

        refused.statusCode(503).body("detail", containsString("CLERK_MACHINE_SECRET_KEY"));
        next.statusCode(503).body("reason", equalTo("secret-key-invalid"));
        assertEquals(0, MachineStub.calls(TokenType.M2M_TOKEN, other));
        assertTrue(MachineRequests.isVerified(TokenType.API_KEY));
    }

    @Test
    void jwtCredential_isVerifiedWithoutACall() {
        int before = MachineStub.calls();
        String m2m = MachineTokens.m2m(Instant.now()).with("tier", "gold").signed();
        String oauth = MachineTokens.oauth(Instant.now()).signed();

        MachineRequests.verify(m2m, "accepts=m2m_token")
                .statusCode(204)
                .header("X-Auth-Machine-Id", "mch_2abcDEF")
                .header("X-Auth-Scopes", "mch_a mch_b");
        MachineRequests.verify(oauth, "accepts=oauth_token&scope=profile")
                .statusCode(204)
                .header("X-Auth-User-Id", Claims.USER_ID)
                .header("X-Auth-Client-Id", "client_2abc");
        MachineRequests.verify(m2m, "accepts=oauth_token")
                .statusCode(401)
                .body("reason", equalTo("token-type-mismatch"));
        MachineRequests.verify(oauth, "accepts=m2m_token")
                .statusCode(401)
                .body("reason", equalTo("token-type-mismatch"));
        MachineRequests.verify(m2m, "").statusCode(401).body("reason", equalTo("token-type-mismatch"));
        MachineRequests.verify(oauth, "").statusCode(401).body("reason", equalTo("token-type-mismatch"));

        String forged = MachineTokens.oauth(Instant.now()).signedBy(SigningKey.second(ClerkStub.KEY.id()));
        MachineRequests.verify(forged, "accepts=any")
                .statusCode(401)
                .body("reason", equalTo("token-invalid-signature"));
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
        MachineRequests.verify(credential, "accepts=any").statusCode(401).body("reason", equalTo("token-invalid"));
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
            String secret = MachineState.VALID.credential(type);
            credentials.add(secret);
        }
        for (String credential : credentials) {
            ValidatableResponse response =
                    MachineRequests.verify(credential, "accepts=any").statusCode(204);
            names.forEach(name -> response.header(name, notNullValue()));
        }
    }

    @Test
    void scopeWithASessionRequirement_isABadRequest() {
        String secret = MachineState.VALID.credential(TokenType.API_KEY);
        String session = Claims.now().with("pla", "u:pro").signedBy(ClerkStub.KEY);

        MachineRequests.verify(secret, "accepts=any&scope=invoices:read&scope=invoices:write")
                .statusCode(204);
        MachineRequests.verify(secret, "accepts=any&scope=invoices:read&scope=x")
                .statusCode(403)
                .body("reason", equalTo("scope-missing"))
                .body("missing.scope", equalTo("x"))
                .header("WWW-Authenticate", containsString("error=\"insufficient_scope\", scope=\"invoices:read x\""));
        MachineRequests.verify(session, "accepts=any&scope=invoices:read")
                .statusCode(403)
                .body("reason", equalTo("scope-missing"));
        MachineRequests.verify(session, "accepts=any&plan=pro").statusCode(204);
        MachineRequests.verify(secret, "accepts=any&plan=pro").statusCode(403).body("reason", equalTo("plan-missing"));
        MachineRequests.verify(secret, "accepts=any&role=admin")
                .statusCode(403)
                .body("reason", equalTo("role-missing"));
        MachineRequests.verify(secret, "accepts=any&permission=a:b")
                .statusCode(403)
                .body("reason", equalTo("permission-missing"));
        MachineRequests.verify(secret, "accepts=any&feature=a")
                .statusCode(403)
                .body("reason", equalTo("feature-missing"));
        MachineRequests.verify(secret, "accepts=any&reverification=strict")
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
        MachineRequests.verify(Claims.now().signedBy(ClerkStub.KEY), query)
                .statusCode(400)
                .body("reason", equalTo("bad-request"));
        assertEquals(before, MachineStub.calls());
    }

    @Test
    void whoami_answersTheAuthObjectOfTheKind() {
        String key = MachineStub.newSecret(TokenType.API_KEY);
        MachineStub.answer(
                TokenType.API_KEY,
                key,
                MachineStub.ok(MachineStub.valid(TokenType.API_KEY).put("subject", "org_2abc")));
        String token = MachineState.VALID.credential(TokenType.M2M_TOKEN);
        String access = MachineState.VALID.credential(TokenType.OAUTH_TOKEN);

        assertEquals(
                "{\"tokenType\":\"api_key\",\"id\":\"ak_0123456789abcdef0123456789abcdef\",\"name\":\"CI\","
                        + "\"subject\":\"org_2abc\",\"userId\":null,\"orgId\":\"org_2abc\","
                        + "\"scopes\":[\"invoices:read\",\"invoices:write\"],\"claims\":{\"tier\":\"gold\"}}",
                MachineRequests.whoami(key));
        assertEquals(
                "{\"tokenType\":\"m2m_token\",\"id\":\"mt_0123456789abcdef0123456789abcdef\","
                        + "\"subject\":\"mch_2abcDEF\",\"machineId\":\"mch_2abcDEF\","
                        + "\"scopes\":[\"invoices:read\",\"invoices:write\"],\"claims\":null}",
                MachineRequests.whoami(token));
        assertEquals(
                "{\"tokenType\":\"oauth_token\",\"id\":\"oat_0123456789abcdef0123456789abcdef\",\"name\":null,"
                        + "\"subject\":\"user_2abcDEF\",\"userId\":\"user_2abcDEF\","
                        + "\"clientId\":\"client_2abc\",\"scopes\":[\"invoices:read\",\"invoices:write\"]}",
                MachineRequests.whoami(access));
        String session = Claims.now().signedBy(ClerkStub.KEY);
        assertEquals(given().auth().oauth2(session).get("/auth/session").asString(), MachineRequests.whoami(session));
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
        MachineRequests.verify("garbage", "accepts=oauth_token")
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
}
