package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;

/** The stand-in as an OAuth authorization server, whose access tokens the service verifies. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class OAuthStandInTest {
    @Test
    void registeredClient_getsATokenForACode() {
        OAuthClient client = OAuthClient.register();
        String code = client.authorize("user_grace");

        client.exchange(code, "another-verifier").statusCode(400).body("error", equalTo("invalid_grant"));
        client.exchange(code, OAuthClient.VERIFIER).statusCode(400).body("error", equalTo("invalid_grant"));
        String token = client.exchange(client.authorize("user_grace"), OAuthClient.VERIFIER)
                .statusCode(200)
                .body("token_type", equalTo("Bearer"))
                .extract()
                .path("access_token");

        whoami(token)
                .statusCode(200)
                .body("tokenType", equalTo("oauth_token"))
                .body("userId", equalTo("user_grace"))
                .body("clientId", equalTo(client.id()))
                .body("scopes", hasItems("profile", "email"));
    }

    @Test
    void refreshToken_isForOneUse() {
        OAuthClient client = OAuthClient.register();
        Response granted = client.exchange(
                        client.authorize("user_ada&scope=email%20offline_access"), OAuthClient.VERIFIER)
                .extract()
                .response();
        Map<String, String> refresh = Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                client.id(),
                "refresh_token",
                granted.path("refresh_token"));

        OAuthClient.form("/oauth/token", refresh).statusCode(200).body("scope", equalTo("email offline_access"));
        OAuthClient.form("/oauth/token", refresh).statusCode(400).body("error", equalTo("invalid_grant"));
    }

    @Test
    void revokedAccessToken_isRefused() {
        String token = given().get("/dev-clerk/credential?type=oauth_token").asString();
        OAuthClient.form("/oauth/token/revoke", Map.of("token", token)).statusCode(200);

        whoami(token).statusCode(401).body("reason", equalTo("token-revoked"));
    }

    @Test
    void revokedGrant_endsBothTokens() {
        OAuthClient client = OAuthClient.register();
        Response granted = client.exchange(
                        client.authorize("user_ada&scope=email%20offline_access"), OAuthClient.VERIFIER)
                .extract()
                .response();
        String refreshToken = granted.path("refresh_token");

        BackendRequests.post("/oauth_applications/client_none/revoke_token", "{\"token\":\"" + refreshToken + "\"}")
                .statusCode(404);
        BackendRequests.post(
                        "/oauth_applications/" + client.id() + "/revoke_token", "{\"token\":\"" + refreshToken + "\"}")
                .statusCode(204);

        OAuthClient.form(
                        "/oauth/token",
                        Map.of("grant_type", "refresh_token", "client_id", client.id(), "refresh_token", refreshToken))
                .statusCode(400);
        OAuthClient.form("/oauth/token_info", Map.of("client_id", client.id(), "token", granted.path("access_token")))
                .body("active", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&jwt=true"})
    void accessToken_namesItsUserAndScope(String form) {
        OAuthClient client = OAuthClient.register();
        String token = given().get("/dev-clerk/credential?type=oauth_token&user=grace&scope=profile" + form)
                .asString();

        userInfo(token)
                .statusCode(200)
                .body("sub", equalTo("user_grace"))
                .body("given_name", equalTo("Grace"))
                .body("email", nullValue());
        OAuthClient.form("/oauth/token_info", Map.of("client_id", client.id(), "token", token))
                .statusCode(200)
                .body("active", equalTo(true))
                .body("sub", equalTo("user_grace"))
                .body("scope", equalTo("profile"));
        given().auth()
                .preemptive()
                .basic(client.id(), "")
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

    @Test
    void changedOAuthApplication_hasItsNewNameAndSecret() {
        JsonObject application = json(BackendRequests.post(
                "/oauth_applications", "{\"name\":\"Shop\",\"redirect_uris\":[\"" + OAuthClient.REDIRECT + "\"]}"));
        String path = "/oauth_applications/" + application.getString("id");
        BackendRequests.patch(path, "{\"name\":\"Store\",\"client_id\":\"other\"}")
                .statusCode(200)
                .body("name", equalTo("Store"))
                .body("client_id", equalTo(application.getString("client_id")))
                .body("client_secret", nullValue());

        String rotated =
                json(BackendRequests.post(path + "/rotate_secret", "{}")).getString("client_secret");

        Map<String, String> introspection =
                Map.of("client_id", application.getString("client_id"), "client_secret", rotated, "token", "oat_none");
        OAuthClient.form("/oauth/token_info", introspection).statusCode(200).body("active", equalTo(false));
        OAuthClient.form(
                        "/oauth/token_info",
                        Map.of(
                                "client_id",
                                application.getString("client_id"),
                                "client_secret",
                                application.getString("client_secret"),
                                "token",
                                "oat_none"))
                .statusCode(401);
        BackendRequests.post("/oauth_applications/" + OAuthClient.register().id() + "/rotate_secret", "{}")
                .statusCode(404);
    }

    @Test
    void unregisteredRedirectUri_isRefused() {
        given().redirects()
                .follow(false)
                .queryParam("client_id", OAuthClient.register().id())
                .queryParam("redirect_uri", "https://evil.example/callback")
                .queryParam("response_type", "code")
                .get("/dev-clerk/oauth/authorize")
                .then()
                .statusCode(400)
                .header("Location", nullValue());
    }

    @Test
    void authorizationWithoutLoginHint_isAPage() {
        given().queryParam("client_id", OAuthClient.register().id())
                .queryParam("redirect_uri", OAuthClient.REDIRECT)
                .queryParam("response_type", "code")
                .queryParam("code_challenge", OAuthClient.challenge())
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

    private static ValidatableResponse userInfo(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/dev-clerk/oauth/userinfo")
                .then();
    }

    private static ValidatableResponse whoami(String credential) {
        return given().header("Authorization", "Bearer " + credential)
                .get("/auth/whoami")
                .then();
    }

    private static JsonObject json(ValidatableResponse response) {
        return new JsonObject(response.extract().asString());
    }
}
