package dev.clerkguard.session;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import java.time.Instant;
import java.util.List;
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

    @Test
    void forwardAuthAsksForAnOriginWhateverElseItMakesOfAMethod() {
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

    /** An ingress that asks with GET for its client's POST is safe through this alone. */
    @Test
    void aPageOfAStrangerGetsNothingOutOfACookie() {
        given().cookie("__session", Claims.now().signedBy(ClerkStub.KEY))
                .header("Origin", "https://evil.example")
                .get("/auth/verify")
                .then()
                .statusCode(403)
                .body("reason", equalTo("forbidden"));
    }
}
