package dev.clerkguard.webhook;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.RawHttp;
import dev.clerkguard.testing.RawHttp.Answer;

/** Without a signing secret there is no such address. */
@QuarkusTest
@TestProfile(NoSigningSecretTest.NoSecret.class)
class NoSigningSecretTest {
    public static class NoSecret implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "clerk.jwt-key",
                    ClerkStub.KEY.pem(),
                    "clerk.issuer",
                    Claims.ISSUER,
                    "quarkus.management.port",
                    "0");
        }
    }

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
