package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
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

import io.restassured.response.ValidatableResponse;

/** A public OAuth client that is registered at the stand-in. */
record OAuthClient(String id) {
    static final String REDIRECT = "http://127.0.0.1:7777/callback";
    static final String VERIFIER = "a-verifier-that-has-at-least-43-characters-0123456789";

    static OAuthClient register() {
        return new OAuthClient(given().contentType("application/json")
                .body("{\"client_name\":\"An MCP client\",\"redirect_uris\":[\"" + REDIRECT + "\"]}")
                .post("/dev-clerk/oauth/register")
                .then()
                .statusCode(201)
                .extract()
                .path("client_id"));
    }

    /** Signs a user in. Returns the code in the address to which the browser is sent back. */
    String authorize(String hint) {
        String location = given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get("/dev-clerk/oauth/authorize?response_type=code&client_id=" + id + "&redirect_uri=" + REDIRECT
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

    ValidatableResponse exchange(String code, String verifier) {
        return form(
                "/oauth/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", id,
                        "code", code,
                        "redirect_uri", REDIRECT,
                        "code_verifier", verifier));
    }

    static ValidatableResponse form(String path, Map<String, String> fields) {
        return given().contentType("application/x-www-form-urlencoded")
                .formParams(fields)
                .post("/dev-clerk" + path)
                .then();
    }

    static String challenge() {
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
