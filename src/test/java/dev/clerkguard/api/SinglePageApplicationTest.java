package dev.clerkguard.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceTest;

/** What the browser of a page on another origin needs, and what it must not get. */
@QuarkusTest
@ServiceTest
class SinglePageApplicationTest {
    private static final String STRANGER = "https://evil.example";

    @Test
    void preflight_needsNoToken() {
        given().header("Origin", Claims.ORIGIN)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .options("/auth/me")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", Claims.ORIGIN)
                .header("Access-Control-Allow-Headers", containsString("authorization"))
                .header("Access-Control-Allow-Credentials", "false")
                .header("Access-Control-Max-Age", "3600");
    }

    @Test
    void pageOfAnAllowedOrigin_mayReadTheAnswer() {
        given().header("Origin", Claims.ORIGIN)
                .auth()
                .preemptive()
                .oauth2(Claims.now().signedBy(ClerkStub.KEY))
                .get("/auth/session")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", Claims.ORIGIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/session", "/auth/me", "/auth/verify"})
    void pageOfAnAllowedOrigin_mayReadTheRefusal(String path) {
        var answer = given().header("Origin", Claims.ORIGIN)
                .get(path)
                .then()
                .statusCode(401)
                .header("Access-Control-Allow-Origin", Claims.ORIGIN)
                .header("x-clerk-auth-status", "signed-out")
                .header("x-clerk-auth-reason", "session-token-missing")
                .body("reason", equalTo("session-token-missing"));
        List.of("WWW-Authenticate", "Retry-After", "x-clerk-auth-status", "x-clerk-auth-reason", "x-clerk-auth-message")
                .forEach(name -> answer.header("Access-Control-Expose-Headers", containsString(name)));
    }

    @Test
    void pageOfAnotherOrigin_mayReadNothing() {
        given().header("Origin", STRANGER)
                .get("/auth/session")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
        given().header("Origin", STRANGER)
                .header("Access-Control-Request-Method", "GET")
                .options("/auth/session")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/auth/session", "/nothing/here"})
    void answer_variesByOrigin(String path) {
        given().get(path).then().header("Vary", "Origin");
        given().header("Origin", Claims.ORIGIN).get(path).then().header("Vary", "Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/session", "/auth/nothing-here", "/auth/verify?unknown=1"})
    void answersBelowAuth_areNotStored(String path) {
        var headers = given().auth()
                .preemptive()
                .oauth2(Claims.now().signedBy(ClerkStub.KEY))
                .get(path)
                .headers();

        assertEquals(List.of("no-store"), headers.getValues("Cache-Control"));
    }

    @Test
    void answerToAWrongMethod_isNotStored() {
        given().delete("/auth/session").then().statusCode(405).header("Cache-Control", "no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/auth/session", "/nothing/here"})
    void answer_hasSecurityHeaders(String path) {
        given().get(path)
                .then()
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                // Not over plain HTTP (RFC 6797, section 7.2): the proxy that ends TLS sends it.
                .header("Strict-Transport-Security", nullValue());
    }
}
