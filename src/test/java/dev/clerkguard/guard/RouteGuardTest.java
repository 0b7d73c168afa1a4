package dev.clerkguard.guard;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.OptionalFeatures;
import dev.clerkguard.testing.RawHttp;

/** What an application serves beside resources is protected by default as well. */
@QuarkusTest
@TestProfile(OptionalFeatures.class)
class RouteGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/other/route",
                "/other/route/",
                "//other/route",
                "/other/x/../route",
                "/other/%72oute",
                "/other/regex/7",
                "/other/router",
                "/other/variable/7",
                "/other/below/7",
                "/files/report.txt",
                "/files/%72eport.txt",
                "/files%2Freport.txt",
                "/other/public/../route",
                "/other/public%2f..%2froute",
                "/graphql?query=%7Binvoice%7D",
                "/graphql/schema.graphql"
            })
    void requestWithoutAToken_isRefused(String path) {
        RawHttp.Answer answer = RawHttp.send(RestAssured.port, "GET " + path + " HTTP/1.1", "Host: localhost");

        assertEquals(401, answer.status(), answer.body());
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals("Bearer", answer.header("WWW-Authenticate"));
        assertEquals("session-token-missing", answer.header("x-clerk-auth-reason"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/other/route",
                "/other/regex/7",
                "/other/router",
                "/other/variable/7",
                "/other/below/7",
                "/files/report.txt"
            })
    void requestWithAToken_isServed(String path) {
        signedIn().urlEncodingEnabled(false).get(path).then().statusCode(200);
        expired().urlEncodingEnabled(false).get(path).then().statusCode(401).body("reason", equalTo("token-expired"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/other/public/page", "/files/open.txt"})
    void publicPath_needsNoToken(String path) {
        given().get(path).then().statusCode(200);
        expired().get(path).then().statusCode(200);
    }

    @Test
    void graphQl_needsAToken() {
        String query = "{\"query\":\"{invoice}\"}";
        given().contentType("application/json")
                .body(query)
                .post("/graphql")
                .then()
                .statusCode(401);
        signedIn()
                .contentType("application/json")
                .body(query)
                .post("/graphql")
                .then()
                .statusCode(200)
                .body("data.invoice", equalTo("an invoice"));
    }

    @Test
    void webSocketHandshakeWithoutAToken_isRefused() {
        assertEquals(401, handshake("").status());
        assertEquals(401, handshake("Authorization: Bearer garbage").status());
        assertEquals(
                101,
                handshake("Authorization: Bearer " + Claims.now().signedBy(ClerkStub.KEY))
                        .status());
    }

    private static RawHttp.Answer handshake(String header) {
        return RawHttp.send(
                RestAssured.port,
                "GET /other/socket HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                header.isEmpty() ? "X-Nothing: 1" : header);
    }

    @Test
    void grpcWithoutAToken_isRefused() {
        given().contentType("application/grpc")
                .post("/invoices.Invoices/Get")
                .then()
                .statusCode(401)
                .body("reason", equalTo("session-token-missing"));
    }

    @Test
    void addressWithNothingAtIt_staysNotFound() {
        given().get("/nothing/here").then().statusCode(404).body("reason", equalTo("not-found"));
        given().get("/files/none.txt").then().statusCode(404);
        given().get("/webhooks/clerk").then().statusCode(405);
        given().get("/").then().statusCode(200);
        given().get("/q/openapi").then().statusCode(not(401));
    }

    private static RequestSpecification signedIn() {
        return given().auth().preemptive().oauth2(Claims.now().signedBy(ClerkStub.KEY));
    }

    private static RequestSpecification expired() {
        return given().auth()
                .preemptive()
                .oauth2(Claims.at(Instant.now().minusSeconds(600)).signedBy(ClerkStub.KEY));
    }
}
