package dev.clerkguard.session;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceTest;

@QuarkusTest
@ServiceTest
@TestProfile(CookiesOnTest.CookiesOn.class)
class CookiesOnTest {
    public static class CookiesOn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("clerk.cookie.enabled", "true");
        }
    }

    @Test
    void theSessionCookieSignsIn() {
        given().cookie("__session", Claims.now().signedBy(ClerkStub.KEY))
                .get("/auth/session")
                .then()
                .statusCode(200)
                .body("userId", equalTo(Claims.USER_ID));
    }

    @Test
    void aBadCookieIsRefusedLikeABadHeader() {
        given().cookie("__session", "garbage")
                .get("/auth/session")
                .then()
                .statusCode(401)
                .body("reason", equalTo("token-invalid"));
    }

    @Test
    void theHeaderWinsEvenWhenItsTokenIsWorse() {
        given().cookie("__session", Claims.now().signedBy(ClerkStub.KEY))
                .auth()
                .oauth2(Claims.at(Instant.now().minusSeconds(600)).signedBy(ClerkStub.KEY))
                .get("/auth/session")
                .then()
                .statusCode(401)
                .body("reason", equalTo("token-expired"));
    }
}
