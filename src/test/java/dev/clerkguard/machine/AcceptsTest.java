package dev.clerkguard.machine;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;

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
import dev.clerkguard.token.TokenType;

@QuarkusTest
@TestProfile(OptionalFeatures.class)
class AcceptsTest {
    private final String session = Claims.now().signedBy(ClerkStub.KEY);
    private final String m2m = MachineTokens.m2m(Instant.now()).signed();

    private static String key() {
        String secret = MachineStub.newSecret(TokenType.API_KEY);
        MachineStub.answer(TokenType.API_KEY, secret, MachineStub.ok(MachineStub.valid(TokenType.API_KEY)));
        return secret;
    }

    @Test
    void classSaysWhatIsAccepted_andTheMethodReplacesIt() {
        ask(key(), "class").statusCode(200).body(equalTo("api_key user_2abcDEF true"));
        ask(session, "class").statusCode(200).body(equalTo("session_token user_2abcDEF false"));
        mismatch(m2m, "class");
        ask(m2m, "method").statusCode(200).body(equalTo("mch_2abcDEF"));
        mismatch(session, "method");
        mismatch(key(), "method");
    }

    @Test
    void inheritedOrComposedAnnotation_isApplied() {
        for (String path : new String[] {"inherited", "composed"}) {
            ask(key(), path).statusCode(200).body(equalTo("api_key"));
            mismatch(session, path);
            mismatch(m2m, path);
        }
    }

    @Test
    void unacceptedCredential_causesNoCall() {
        String secret = key();
        mismatch(secret, "method");
        assertEquals(0, MachineStub.calls(TokenType.API_KEY, secret));
    }

    @Test
    void scopesAreOfMachines_rolesAndPermissionsOfSessions() {
        ask(key(), "scope")
                .statusCode(403)
                .body("reason", equalTo("scope-missing"))
                .body("missing.scope", equalTo("invoices:delete"));
        ask(session, "scope").statusCode(403).body("reason", equalTo("scope-missing"));
        ask(key(), "role").statusCode(403).body("reason", equalTo("role-missing"));
        ask(key(), "permission").statusCode(403).body("reason", equalTo("permission-missing"));
        ask(key(), "quarkus-permission").statusCode(403).body("reason", equalTo("permission-missing"));
    }

    @Test
    void annotationOnABean_isApplied() {
        ask(key(), "bean").statusCode(200).body(equalTo("api_key"));
        mismatch(session, "bean");
        ask(key(), "bean-scope").statusCode(200);
        ask(session, "bean-scope").statusCode(403).body("reason", equalTo("scope-missing"));
        ask(key(), "public-bean").statusCode(200).body(equalTo("api_key"));
        mismatch(session, "public-bean");
        given().get("/accepts/public-bean").then().statusCode(401).body("reason", equalTo("session-token-missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "jwt", "jwt-non-blocking", "user"})
    void injectionOfASessionsObjects_isAClearRefusal(String path) {
        mismatch(key(), path);
        if (!path.equals("user")) {
            ask(session, path).statusCode(200).body(equalTo(Claims.USER_ID));
        }
    }

    @Test
    void delegatedToken_countsAsImpersonated() {
        String plain = MachineTokens.oauth(Instant.now()).signed();
        String delegated = MachineTokens.oauth(Instant.now())
                .with("act", Map.of("sub", "agent_1"))
                .signed();
        ask(plain, "in-person").statusCode(200);
        ask(delegated, "in-person").statusCode(403).body("reason", equalTo("impersonated"));
        ask(key(), "in-person").statusCode(200);
    }

    @Test
    void annotationsOfQuarkus_seeTheSameCredential() {
        ask(MachineTokens.oauth(Instant.now()).signed(), "authenticated").statusCode(200);
        String metadata = "resource_metadata=\"https://api.example.test/.well-known/oauth-protected-resource/mcp\"";
        ask(session, "authenticated").statusCode(401).header("WWW-Authenticate", containsString(metadata));
        given().get("/accepts/authenticated").then().statusCode(401).header("WWW-Authenticate", "Bearer " + metadata);
    }

    private static void mismatch(String credential, String path) {
        ask(credential, path).statusCode(401).body("reason", equalTo("token-type-mismatch"));
    }

    private static ValidatableResponse ask(String credential, String path) {
        return given().header("Authorization", "Bearer " + credential)
                .get("/accepts/" + path)
                .then();
    }
}
