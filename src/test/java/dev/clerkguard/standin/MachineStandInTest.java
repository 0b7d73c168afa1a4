package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The service verifies the machine credentials of the stand-in. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class MachineStandInTest {
    private static final String SECRET_KEY = "sk_test_any";
    private static final String REDIRECT = "http://127.0.0.1:7777/callback";
    private static final String VERIFIER = "a-verifier-that-has-at-least-43-characters-0123456789";

    @ParameterizedTest
    @CsvSource({
        "type=api_key&user=grace&scope=invoices:read, api_key, user_grace",
        "type=api_key&organization=acme&scope=invoices:read, api_key, org_acme",
        "type=oauth_token&scope=invoices:read, oauth_token, user_ada",
        "type=oauth_token&scope=invoices:read&jwt=true, oauth_token, user_ada"
    })
    void issuedCredential_isAccepted(String query, String type, String subject) {
        String credential = given().get("/dev-clerk/credential?" + query).asString();

        whoami(credential)
                .statusCode(200)
                .body("tokenType", equalTo(type))
                .body("subject", equalTo(subject))
                .body("scopes", hasItem("invoices:read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&jwt=true"})
    void m2mToken_namesItsMachineAndReceivers(String form) {
        String token = given().get("/dev-clerk/credential?type=m2m_token&machine=reports&scope=billing" + form)
                .asString();

        whoami(token)
                .statusCode(200)
                .body("tokenType", equalTo("m2m_token"))
                .body("machineId", startsWith("mch_"))
                .body("scopes", hasItem(startsWith("mch_")));
    }

    @Test
    void apiKey_isCreatedListedAndRevoked() {
        JsonObject key = json(backend("/v1/api_keys", """
                {"name":"CI","subject":"user_linus","scopes":["invoices:read"],"claims":{"tier":"gold"}}""").statusCode(200));
        String other = backend("/v1/api_keys", "{\"name\":\"Other\",\"subject\":\"user_linus\"}")
                .extract()
                .path("id");
        whoami(key.getString("secret"))
                .statusCode(200)
                .body("id", equalTo(key.getString("id")))
                .body("name", equalTo("CI"))
                .body("claims.tier", equalTo("gold"));
        given().header("Authorization", "Bearer " + SECRET_KEY)
                .get("/dev-clerk/api_keys?subject=user_linus")
                .then()
                .body("data.id", hasItems(key.getString("id"), other))
                .body("data[0].secret", nullValue());

        String unused = backend("/v1/api_keys", "{\"name\":\"Unused\",\"subject\":\"user_linus\"}")
                .extract()
                .path("secret");
        String id = backend(
                        "/v1/api_keys/verify",
                        new JsonObject().put("secret", unused).encode())
                .body("revoked", equalTo(false))
                .extract()
                .path("id");
        backend("/v1/api_keys/" + id + "/revoke", "{\"revocation_reason\":\"lost\"}")
                .body("revoked", equalTo(true))
                .body("revocation_reason", equalTo("lost"));

        whoami(unused).statusCode(401).body("reason", equalTo("token-revoked"));
    }

    @Test
    void m2mToken_isAcceptedByTheMachinesOfItsScopesOnly() {
        JsonObject receiver = json(backend("/v1/machines", "{\"name\":\"receiver\"}"));
        JsonObject stranger = json(backend("/v1/machines", "{\"name\":\"stranger\"}"));
        JsonObject sender = json(backend(
                "/v1/machines",
                new JsonObject()
                        .put("name", "sender")
                        .put("scoped_machines", new JsonArray().add(receiver.getString("id")))
                        .encode()));
        JsonObject token = json(as(sender.getString("secret_key"), "/m2m_tokens", "{}"));
        String question =
                new JsonObject().put("token", token.getString("token")).encode();

        as(receiver.getString("secret_key"), "/m2m_tokens/verify", question).statusCode(200);
        as(stranger.getString("secret_key"), "/m2m_tokens/verify", question).statusCode(404);
        as("ak_unknown", "/m2m_tokens/verify", question)
                .statusCode(401)
                .body("errors[0].code", equalTo("machine_secret_key_invalid"));
        as(sender.getString("secret_key"), "/m2m_tokens/" + token.getString("id") + "/revoke", "{}")
                .body("revoked", equalTo(true));
        whoami(token.getString("token")).statusCode(401).body("reason", equalTo("token-revoked"));
    }

    @Test
    void aReplacedSecretKeyOfAMachineIsAcceptedForItsTimeOnly() {
        JsonObject machine = json(backend("/v1/machines", "{\"name\":\"rotating\"}"));
        String path = "/v1/machines/" + machine.getString("id") + "/secret_key/rotate";
        String first = machine.getString("secret_key");

        String second = json(backend(path, "{\"previous_token_ttl\":3600}")).getString("secret");
        as(first, "/v1/m2m_tokens", "{}").statusCode(200);
        as(second, "/v1/m2m_tokens", "{}").statusCode(200);
        String third = json(backend(path, "{\"previous_token_ttl\":0}")).getString("secret");
        as(second, "/v1/m2m_tokens", "{}").statusCode(401);
        as(third, "/v1/m2m_tokens", "{}").statusCode(200);
        backend("/v1/machines/mch_none/secret_key/rotate", "{}").statusCode(404);
    }

    @Test
    void aResetLeavesTheEndpointsOfMachinesAtWork() {
        given().post("/dev-clerk/reset").then().statusCode(204);

        JsonObject machine = json(backend("/v1/machines", "{\"name\":\"after a reset\"}"));
        as(machine.getString("secret_key"), "/v1/m2m_tokens", "{}").statusCode(200);
    }

    @Test
    void anOAuthApplicationIsChangedAndItsSecretReplaced() {
        JsonObject application =
                json(backend("/v1/oauth_applications", "{\"name\":\"Shop\",\"redirect_uris\":[\"" + REDIRECT + "\"]}"));
        String path = "/dev-clerk/v1/oauth_applications/" + application.getString("id");
        given().header("Authorization", "Bearer " + SECRET_KEY)
                .contentType("application/json")
                .body("{\"name\":\"Store\",\"client_id\":\"other\"}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("name", equalTo("Store"))
                .body("client_id", equalTo(application.getString("client_id")))
                .body("client_secret", nullValue());

        String rotated = json(backend(path.substring("/dev-clerk".length()) + "/rotate_secret", "{}"))
                .getString("client_secret");

        Map<String, String> introspection =
                Map.of("client_id", application.getString("client_id"), "client_secret", rotated, "token", "oat_none");
        form("/dev-clerk/oauth/token_info", introspection).statusCode(200).body("active", equalTo(false));
        form(
                        "/dev-clerk/oauth/token_info",
                        Map.of(
                                "client_id",
                                application.getString("client_id"),
                                "client_secret",
                                application.getString("client_secret"),
                                "token",
                                "oat_none"))
                .statusCode(401);
        backend("/v1/oauth_applications/" + register() + "/rotate_secret", "{}").statusCode(404);
    }

    @Test
    void aRevocationEndsBothTokensOfAGrant() {
        String clientId = register();
        Response granted = exchange(clientId, authorize(clientId, "user_ada&scope=email%20offline_access"), VERIFIER)
                .extract()
                .response();
        String refreshToken = granted.path("refresh_token");

        backend("/v1/oauth_applications/client_none/revoke_token", "{\"token\":\"" + refreshToken + "\"}")
                .statusCode(404);
        backend("/v1/oauth_applications/" + clientId + "/revoke_token", "{\"token\":\"" + refreshToken + "\"}")
                .statusCode(204);

        form(
                        "/dev-clerk/oauth/token",
                        Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", refreshToken))
                .statusCode(400);
        form("/dev-clerk/oauth/token_info", Map.of("client_id", clientId, "token", granted.path("access_token")))
                .body("active", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&jwt=true"})
    void anAccessTokenTellsOfItsUserAndItself(String form) {
        String clientId = register();
        String token = given().get("/dev-clerk/credential?type=oauth_token&user=grace&scope=profile" + form)
                .asString();

        userInfo(token)
                .statusCode(200)
                .body("sub", equalTo("user_grace"))
                .body("given_name", equalTo("Grace"))
                .body("email", nullValue());
        form("/dev-clerk/oauth/token_info", Map.of("client_id", clientId, "token", token))
                .statusCode(200)
                .body("active", equalTo(true))
                .body("sub", equalTo("user_grace"))
                .body("scope", equalTo("profile"));
        given().auth()
                .preemptive()
                .basic(clientId, "")
                .contentType("application/x-www-form-urlencoded")
                .formParam("token", token)
                .post("/dev-clerk/oauth/token_info")
                .then()
                .body("active", equalTo(true));
        userInfo(given().get("/dev-clerk/credential?type=oauth_token&scope=email")
                        .asString())
                .body("email", equalTo("ada@acme.example"))
                .body("email_verified", equalTo(true))
                .body("name", nullValue());
        userInfo("oat_none").statusCode(401).header("WWW-Authenticate", containsString("invalid_token"));
    }

    private static ValidatableResponse userInfo(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/dev-clerk/oauth/userinfo")
                .then();
    }

    @Test
    void wrongVerificationBody_isABadRequest() {
        backend("/v1/api_keys/verify", "{\"secret\":\"ak_x\",\"other\":1}").statusCode(400);
        backend("/v1/api_keys/verify", "{\"secret\":\"sk_x\"}").statusCode(400);
        backend("/v1/api_keys/verify", "{\"secret\":\"ak_unknown\"}").statusCode(404);
    }

    @Test
    void registeredClient_getsATokenForACode() {
        String clientId = register();
        String code = authorize(clientId, "user_grace");

        exchange(clientId, code, "another-verifier").statusCode(400).body("error", equalTo("invalid_grant"));
        exchange(clientId, code, VERIFIER).statusCode(400).body("error", equalTo("invalid_grant"));
        String token = exchange(clientId, authorize(clientId, "user_grace"), VERIFIER)
                .statusCode(200)
                .body("token_type", equalTo("Bearer"))
                .extract()
                .path("access_token");

        whoami(token)
                .statusCode(200)
                .body("tokenType", equalTo("oauth_token"))
                .body("userId", equalTo("user_grace"))
                .body("clientId", equalTo(clientId))
                .body("scopes", hasItems("profile", "email"));
    }

    @Test
    void refreshToken_isForOneUse() {
        String clientId = register();
        Response granted = exchange(clientId, authorize(clientId, "user_ada&scope=email%20offline_access"), VERIFIER)
                .extract()
                .response();
        Map<String, String> refresh = Map.of(
                "grant_type", "refresh_token", "client_id", clientId, "refresh_token", granted.path("refresh_token"));

        form("/dev-clerk/oauth/token", refresh).statusCode(200).body("scope", equalTo("email offline_access"));
        form("/dev-clerk/oauth/token", refresh).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void revokedAccessToken_isRefused() {
        String token = given().get("/dev-clerk/credential?type=oauth_token").asString();
        form("/dev-clerk/oauth/token/revoke", Map.of("token", token)).statusCode(200);

        whoami(token).statusCode(401).body("reason", equalTo("token-revoked"));
    }

    @Test
    void unregisteredRedirectUri_isRefused() {
        given().redirects()
                .follow(false)
                .queryParam("client_id", register())
                .queryParam("redirect_uri", "https://evil.example/callback")
                .queryParam("response_type", "code")
                .get("/dev-clerk/oauth/authorize")
                .then()
                .statusCode(400)
                .header("Location", nullValue());
    }

    @Test
    void authorizationWithoutLoginHint_isAPage() {
        given().queryParam("client_id", register())
                .queryParam("redirect_uri", REDIRECT)
                .queryParam("response_type", "code")
                .queryParam("code_challenge", challenge())
                .queryParam("code_challenge_method", "S256")
                .get("/dev-clerk/oauth/authorize")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("login_hint=user_ada"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-authorization-server/dev-clerk",
                "/.well-known/openid-configuration/dev-clerk",
                "/dev-clerk/.well-known/oauth-authorization-server",
                "/dev-clerk/.well-known/openid-configuration"
            })
    void metadata_namesTheEndpoints(String path) {
        String issuer =
                given().get("/dev-clerk/.well-known/oauth-authorization-server").path("issuer");

        given().get(path)
                .then()
                .statusCode(200)
                .body("authorization_endpoint", equalTo(issuer + "/oauth/authorize"))
                .body("registration_endpoint", equalTo(issuer + "/oauth/register"))
                .body("code_challenge_methods_supported", hasItem("S256"));
    }

    private static ValidatableResponse whoami(String credential) {
        return given().header("Authorization", "Bearer " + credential)
                .get("/auth/whoami")
                .then();
    }

    private static ValidatableResponse backend(String path, String body) {
        return as(SECRET_KEY, path, body);
    }

    private static ValidatableResponse as(String key, String path, String body) {
        return given().header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body(body)
                .post("/dev-clerk" + path)
                .then();
    }

    private static JsonObject json(ValidatableResponse response) {
        return new JsonObject(response.extract().asString());
    }

    private static String register() {
        return given().contentType("application/json")
                .body("{\"client_name\":\"An MCP client\",\"redirect_uris\":[\"" + REDIRECT + "\"]}")
                .post("/dev-clerk/oauth/register")
                .then()
                .statusCode(201)
                .extract()
                .path("client_id");
    }

    /** The code in the address to which the browser is sent back. */
    private static String authorize(String clientId, String hint) {
        String location = given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get("/dev-clerk/oauth/authorize?response_type=code&client_id=" + clientId + "&redirect_uri=" + REDIRECT
                        + "&code_challenge=" + challenge() + "&code_challenge_method=S256&state=a%26b&login_hint="
                        + hint)
                .then()
                .statusCode(302)
                .header("Location", startsWith(REDIRECT))
                .extract()
                .header("Location");
        Map<String, String> query = Arrays.stream(
                        URI.create(location).getRawQuery().split("&"))
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        assertEquals("a&b", query.get("state"));
        return query.get("code");
    }

    private static ValidatableResponse exchange(String clientId, String code, String verifier) {
        return form(
                "/dev-clerk/oauth/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", clientId,
                        "code", code,
                        "redirect_uri", REDIRECT,
                        "code_verifier", verifier));
    }

    private static ValidatableResponse form(String path, Map<String, String> fields) {
        return given().contentType("application/x-www-form-urlencoded")
                .formParams(fields)
                .post(path)
                .then();
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
