package dev.clerkguard.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceTest;

@QuarkusTest
@ServiceTest
class SessionEndpointTest {
    @Test
    void session_hasTheNamesOfClerksAuthObject() {
        String token = Claims.now()
                .with("o", Map.of("id", "org_1", "slg", "acme", "rol", "admin", "per", "manage,read", "fpm", "3,2"))
                .with("fea", "o:dashboard,o:teams")
                .with("act", Map.of("sub", "user_support"))
                .signedBy(ClerkStub.KEY);

        given().auth()
                .oauth2(token)
                .get("/auth/session")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body("tokenType", equalTo("session_token"))
                .body("userId", equalTo(Claims.USER_ID))
                .body("sessionId", equalTo(Claims.SESSION_ID))
                .body("sessionStatus", equalTo("active"))
                .body("actor.sub", equalTo("user_support"))
                .body("orgId", equalTo("org_1"))
                .body("orgSlug", equalTo("acme"))
                .body("orgRole", equalTo("org:admin"))
                .body("orgPermissions", contains("org:dashboard:manage", "org:dashboard:read", "org:teams:read"))
                .body("factorVerificationAge", equalTo(List.of(3, -1)))
                .body("sessionClaims.azp", equalTo(Claims.ORIGIN));
    }

    @Test
    void absentClaim_isNull() {
        given().auth()
                .oauth2(Claims.now().signedBy(ClerkStub.KEY))
                .get("/auth/session")
                .then()
                .statusCode(200)
                .body("$", hasKey("orgId"))
                .body("orgId", nullValue())
                .body("actor", nullValue())
                .body("orgPermissions", nullValue());
    }

    @Test
    void cachedToken_isAnsweredTheSame() {
        String token = Claims.now().signedBy(ClerkStub.KEY);
        String first = given().auth().oauth2(token).get("/auth/session").asString();
        given().auth().oauth2(token).get("/auth/session").then().statusCode(200).body(equalTo(first));
    }
}
