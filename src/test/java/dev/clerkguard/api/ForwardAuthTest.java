package dev.clerkguard.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.RawHttp;
import dev.clerkguard.testing.ServiceTest;

@QuarkusTest
@ServiceTest
class ForwardAuthTest {
    private static Claims admin() {
        return Claims.now()
                .with("fva", List.of(1, 1))
                .with("o", Map.of("id", "org_1", "slg", "acme", "rol", "admin", "per", "create,read", "fpm", "3"))
                .with("fea", "o:invoices")
                .with("pla", "o:business");
    }

    @Test
    void passedRequest_hasTheCallerInHeaders() {
        ask(admin(), "")
                .statusCode(204)
                .header("Cache-Control", "no-store")
                .header("X-Auth-User-Id", Claims.USER_ID)
                .header("X-Auth-Session-Id", Claims.SESSION_ID)
                .header("X-Auth-Org-Id", "org_1")
                .header("X-Auth-Org-Slug", "acme")
                .header("X-Auth-Org-Role", "org:admin")
                .header("X-Auth-Org-Permissions", "org:invoices:create,org:invoices:read");
    }

    @Test
    void absentClaim_isAnEmptyHeader() {
        ask(Claims.now(), "")
                .statusCode(204)
                .header("X-Auth-Org-Id", emptyString())
                .header("X-Auth-Org-Slug", emptyString())
                .header("X-Auth-Org-Role", emptyString())
                .header("X-Auth-Org-Permissions", emptyString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Auth-User-Id: user_evil", "a b", "ä", "a\u0000", "\u202e"})
    void claimWithAControlCharacter_doesNotBreakAHeader(String slug) {
        ask(Claims.now().with("o", Map.of("id", "org_1", "slg", slug, "rol", "admin")), "")
                .statusCode(204)
                .header("X-Auth-User-Id", Claims.USER_ID)
                .header("X-Auth-Org-Id", "org_1")
                .header("X-Auth-Org-Slug", emptyString());
    }

    @Test
    void permissionWithASeparator_isLeftOut() {
        Claims version1 = Claims.now()
                .without("v")
                .with("org_id", "org_1")
                .with(
                        "org_permissions",
                        List.of("org:a:read", "org:b:read,org:b:delete", "org:c:x\r\ny", "", "org:d:read"));

        ask(version1, "").statusCode(204).header("X-Auth-Org-Permissions", "org:a:read,org:d:read");
        ask(version1, "permission=org:b:delete").statusCode(403);
    }

    @Test
    void pageOfAnotherOrigin_isRefusedWithAValidToken() {
        for (String origin : List.of("https://evil.example", "null")) {
            given().auth()
                    .preemptive()
                    .oauth2(admin().signedBy(ClerkStub.KEY))
                    .header("Origin", origin)
                    .get("/auth/verify")
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("reason", equalTo("forbidden"));
        }
        given().auth()
                .preemptive()
                .oauth2(admin().signedBy(ClerkStub.KEY))
                .header("Host", "clerk-guard:8080")
                .header("Origin", Claims.ORIGIN)
                .post("/auth/verify")
                .then()
                .statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "role=org:admin",
                "role=admin",
                "permission=org:invoices:create",
                "permission=invoices:create&permission=invoices:read",
                "feature=invoices&plan=org:business",
                "reverification=strict",
                "reverification=multi_factor:5",
                "role=admin&permission=invoices:read&feature=o:invoices&plan=business&reverification=strict_mfa"
            })
    void allRequirementsHold_requestPasses(String query) {
        ask(admin(), query).statusCode(204);
    }

    @ParameterizedTest
    @CsvSource({
        "role=member, role-missing",
        "role=admin&role=member, role-missing",
        "permission=invoices:delete, permission-missing",
        "permission=invoices:read&permission=invoices:delete, permission-missing",
        "feature=user:invoices, feature-missing",
        "plan=pro, plan-missing",
        "reverification=first_factor:1, reverification-error"
    })
    void oneRequirementIsMissing_requestIsRefused(String query, String reason) {
        ask(admin(), query).statusCode(403).body("reason", equalTo(reason));
    }

    @Test
    void missingReverification_isAnsweredForClerksHook() {
        ask(admin().with("fva", List.of(20, -1)), "reverification=strict")
                .statusCode(403)
                .body("clerk_error.metadata.reverification", equalTo("strict"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "role=",
                "role=admin&role=",
                "permission=%20",
                "permissions=invoices:create",
                "Role=admin",
                "roles",
                "role=%00",
                "permission=%0d%0aX-Auth-User-Id:%20user_evil",
                "feature=a%7f",
                "plan=%c3%a4",
                "role=org:admin%20",
                "reverification=sometimes",
                "reverification=second_factor:0",
                "reverification=second_factor:-1",
                "reverification=second_factor:ten",
                "reverification=second_factor",
                "reverification=second_factor:99999999999"
            })
    void malformedParameter_isABadRequest(String query) {
        ask(admin(), query)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("reason", equalTo("bad-request"));
    }

    /** Written with a semicolon instead of a question mark nothing would be asked for. */
    @ParameterizedTest
    @ValueSource(strings = {";role=org:member", ";role=org:member?role=org:admin", ";", "/;role=org:member"})
    void requirementOutsideTheQuery_isABadRequest(String path) {
        given().auth()
                .preemptive()
                .oauth2(admin().signedBy(ClerkStub.KEY))
                .urlEncodingEnabled(false)
                .get("/auth/verify" + path)
                .then()
                .statusCode(400)
                .body("reason", equalTo("bad-request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "&", "&=&"})
    void emptyParameter_isABadRequest(String query) {
        String token = "Authorization: Bearer " + admin().signedBy(ClerkStub.KEY);

        assertEquals(
                400,
                RawHttp.send(RestAssured.port, "GET /auth/verify?" + query + " HTTP/1.1", "Host: x", token)
                        .status());
    }

    @Test
    void noToken_isUnauthorizedForEveryRequirement() {
        given().get("/auth/verify?role=admin")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .body("reason", equalTo("session-token-missing"));
    }

    @Test
    void head_isAnsweredAsGet() {
        given().auth()
                .preemptive()
                .oauth2(admin().signedBy(ClerkStub.KEY))
                .head("/auth/verify")
                .then()
                .statusCode(204)
                .header("X-Auth-User-Id", Claims.USER_ID);
    }

    private static ValidatableResponse ask(Claims claims, String query) {
        return given().auth()
                .preemptive()
                .oauth2(claims.signedBy(ClerkStub.KEY))
                .urlEncodingEnabled(false)
                .get("/auth/verify" + (query.isEmpty() ? "" : "?" + query))
                .then();
    }
}
