package dev.clerkguard.token;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import com.github.tomakehurst.wiremock.client.WireMock;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.MachineStub;
import dev.clerkguard.testing.OptionalFeatures;

@QuarkusTest
@TestProfile(OptionalFeatures.class)
class CookiesOnTest {
    @Test
    void sessionCookie_isAccepted() {
        given().cookie("__session", Claims.now().signedBy(ClerkStub.KEY))
                .get("/auth/session")
                .then()
                .statusCode(200)
                .body("userId", equalTo(Claims.USER_ID));
    }

    /** The other service gets the token of the cookie as a bearer token, and no cookie. */
    @Test
    void tokenOfTheCookie_isPassedOnWithoutTheCookie() {
        String token = Claims.now().signedBy(ClerkStub.KEY);
        MachineStub.server().stubFor(get("/downstream/cookie").willReturn(ok("done")));
        given().cookie("__session", token)
                .get("/other-downstream/cookie/blocking")
                .then()
                .statusCode(200);

        MachineStub.server()
                .verify(getRequestedFor(urlPathEqualTo("/downstream/cookie"))
                        .withHeader("Authorization", WireMock.equalTo("Bearer " + token))
                        .withoutHeader("Cookie"));
    }

    @Test
    void faultyCookie_isRefusedWithItsReason() {
        given().cookie("__session", "garbage")
                .get("/auth/session")
                .then()
                .statusCode(401)
                .body("reason", equalTo("token-invalid"));
    }

    @Test
    void headerAndCookie_headerWins() {
        given().cookie("__session", Claims.now().signedBy(ClerkStub.KEY))
                .auth()
                .oauth2(Claims.at(Instant.now().minusSeconds(600)).signedBy(ClerkStub.KEY))
                .get("/auth/session")
                .then()
                .statusCode(401)
                .body("reason", equalTo("token-expired"));
    }

    @Test
    void forwardAuthForAnUnsafeMethod_needsAnOrigin() {
        for (String method : List.of("POST", "DELETE", "INVENTED")) {
            String token = Claims.now().signedBy(ClerkStub.KEY);
            given().cookie("__session", token)
                    .request(method, "/auth/verify")
                    .then()
                    .statusCode(403)
                    .body("reason", equalTo("forbidden"));
            given().cookie("__session", token)
                    .header("Origin", Claims.ORIGIN)
                    .request(method, "/auth/verify")
                    .then()
                    .statusCode(204);
        }
    }

    /** Envoy asks with the method of its client, and appends the client's path and query. */
    @Test
    void forwardAuthOfEnvoyForAnUnsafeMethod_needsAnOrigin() {
        String address = "/auth/verify?status=200&original=/invoices?accepts=any";
        String token = Claims.now().signedBy(ClerkStub.KEY);
        for (String method : List.of("POST", "PUT", "DELETE", "INVENTED")) {
            given().cookie("__session", token)
                    .request(method, address)
                    .then()
                    .statusCode(403)
                    .body("reason", equalTo("forbidden"));
            given().cookie("__session", token)
                    .header("Origin", Claims.ORIGIN)
                    .request(method, address)
                    .then()
                    .statusCode(200);
        }
        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
            given().cookie("__session", token).request(method, address).then().statusCode(200);
            given().cookie("__session", token)
                    .header("Origin", "https://evil.example")
                    .request(method, address)
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void forwardAuthForAPageOfAnotherOrigin_isRefused() {
        for (String method : List.of("GET", "POST")) {
            given().cookie("__session", Claims.now().signedBy(ClerkStub.KEY))
                    .header("Origin", "https://evil.example")
                    .header("X-Original-Method", method)
                    .get("/auth/verify")
                    .then()
                    .statusCode(403)
                    .body("reason", equalTo("forbidden"));
        }
    }

    @Test
    void forwardAuthForAnUnsafeMethodWithoutAnOrigin_isRefused() {
        for (String header : List.of("X-Original-Method", "X-Forwarded-Method")) {
            String token = Claims.now().signedBy(ClerkStub.KEY);
            given().cookie("__session", token)
                    .header(header, "DELETE")
                    .get("/auth/verify")
                    .then()
                    .statusCode(403)
                    .body("reason", equalTo("forbidden"));
            given().cookie("__session", token)
                    .header(header, "GET")
                    .get("/auth/verify")
                    .then()
                    .statusCode(204);
            given().cookie("__session", token)
                    .header(header, "DELETE")
                    .header("Origin", Claims.ORIGIN)
                    .get("/auth/verify")
                    .then()
                    .statusCode(204);
            given().auth()
                    .preemptive()
                    .oauth2(token)
                    .header(header, "DELETE")
                    .get("/auth/verify")
                    .then()
                    .statusCode(204);
        }
    }
}
