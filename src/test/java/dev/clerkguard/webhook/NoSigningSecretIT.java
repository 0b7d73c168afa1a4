package dev.clerkguard.webhook;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import dev.clerkguard.testing.RareSettings;
import dev.clerkguard.testing.RawHttp;
import dev.clerkguard.testing.RawHttp.Answer;

/** Without a signing secret there is no such address. */
@QuarkusIntegrationTest
@TestProfile(RareSettings.class)
class NoSigningSecretIT {
    @Test
    void noSigningSecret_deliveryIsNotRead() {
        Answer answer =
                RawHttp.send(RestAssured.port, "POST /webhooks/clerk HTTP/1.1", "Host: x", "Content-Length: 1000");

        assertEquals(404, answer.status());
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals("close", answer.header("Connection"));
    }

    @Test
    void noSigningSecret_otherSpellingsOfThePathAreNotFound() {
        given().urlEncodingEnabled(false)
                .body("{}")
                .post("/webhooks/clerk;x=1")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }
}
