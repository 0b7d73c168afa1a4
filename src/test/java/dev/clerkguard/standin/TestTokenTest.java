package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;

/** The parameters of {@code GET /dev-clerk/token}, as the service understands the token. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class TestTokenTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "organisation=acme | no parameter 'organisation'",
                "seconds=abc | 'seconds'",
                "seconds=-1 | 'seconds'",
                "expired=yes | 'expired'",
                "pending=1 | 'pending'",
                "fva=15 | 'fva'",
                "fva=-2,0 | 'fva'",
                "permissions=invoices&organization=acme | 'permissions'",
                "role=admin | need an organization",
                "features=reports | 'features'",
                "plans=x:pro | 'plans'",
                "key=none | 'key'",
                "claims=[] | 'claims'",
                "user=ada&user=grace | 'user'",
                "actor=bob | no actor 'bob'",
            })
    void unknownParameterOrValue_isNamed(String query, String named) {
        given().get("/dev-clerk/token?" + query).then().statusCode(400).body("detail", containsString(named));
    }

    @Test
    void factorAgeParameters_areInTheToken() {
        session("fva=15,-1").body("factorVerificationAge", equalTo(List.of(15, -1)));
        given().auth()
                .oauth2(token("fva=15,-1"))
                .get("/auth/verify?reverification=strict")
                .then()
                .statusCode(403);
    }

    @Test
    void permissionFeatureAndPlanParameters_areInTheToken() {
        session("user=linus&organization=acme&role=member&permissions=reports:share,teams:read")
                .body("orgPermissions", containsInAnyOrder("org:reports:share", "org:teams:read"));
        String token = token("organization=acme&features=o:audit&plans=o:enterprise");
        for (String held : new String[] {"feature=audit", "plan=enterprise"}) {
            given().auth().oauth2(token).get("/auth/verify?" + held).then().statusCode(204);
        }
        given().auth().oauth2(token).get("/auth/verify?feature=invoices").then().statusCode(403);
    }

    @Test
    void furtherClaims_areInTheToken() {
        session("audience=other&claims=%7B%22tier%22:%22gold%22%7D")
                .body("sessionClaims", hasEntry("tier", "gold"))
                .body("sessionClaims.aud", containsString("other"));
    }

    @ParameterizedTest
    @CsvSource({
        "issuer=https://other.example,token-invalid-issuer",
        "key=forged,token-invalid-signature",
        "key=unknown,jwk-kid-mismatch",
        "expired=true,token-expired",
    })
    void faultParameter_givesATokenThatIsRefused(String query, String reason) {
        given().auth()
                .oauth2(token(query))
                .get("/auth/session")
                .then()
                .statusCode(401)
                .body("reason", equalTo(reason));
    }

    @Test
    void pendingSessionAndTemplateToken_areRefused() {
        for (String query : new String[] {"pending=true", "template=integration"}) {
            given().auth().oauth2(token(query)).get("/auth/session").then().statusCode(401);
        }
    }

    private static ValidatableResponse session(String query) {
        return given().auth().oauth2(token(query)).get("/auth/session").then().statusCode(200);
    }

    private static String token(String query) {
        return given().urlEncodingEnabled(false)
                .get("/dev-clerk/token?" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
