package dev.clerkguard.testing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@ServiceTest
class SignedInAsTest {
    @Test
    void withoutTheAnnotation_noTokenIsSent() {
        given().get("/auth/session").then().statusCode(401).body("reason", equalTo("session-token-missing"));
    }

    @Test
    @SignedInAs(user = "grace")
    void user_isSignedInWithoutAnOrganization() {
        given().get("/auth/session")
                .then()
                .statusCode(200)
                .body("userId", equalTo("user_grace"))
                .body("orgId", nullValue());
        given().get("/auth/me").then().statusCode(200).body("firstName", equalTo("Grace"));
    }

    @Test
    @SignedInAs(
            organization = "acme",
            role = "org:admin",
            permissions = {"org:invoices:create", "org:invoices:read", "org:teams:read"},
            features = "reports",
            plan = "business")
    void organization_hasRolePermissionsFeaturesAndPlan() {
        given().get("/auth/session")
                .then()
                .statusCode(200)
                .body("orgSlug", equalTo("acme"))
                .body("orgRole", equalTo("org:admin"))
                .body(
                        "orgPermissions",
                        containsInAnyOrder("org:invoices:create", "org:invoices:read", "org:teams:read"));
        verify("feature=org:reports", 204);
        verify("feature=user:reports", 403);
        verify("plan=org:business", 204);
        verify("permission=org:teams:create", 403);
    }

    @Test
    @SignedInAs(
            user = "linus",
            features = "beta",
            plan = "pro",
            factorAge = {15, 3})
    void user_hasFeaturesPlanAndAgesOfFactors() {
        verify("feature=user:beta&plan=user:pro", 204);
        verify("reverification=second_factor:10", 204);
        verify("reverification=first_factor:10", 403);
    }

    @Test
    @SignedInAs(impersonatedBy = "support")
    void impersonatedSession_isRefusedWhereItMustNot() {
        given().get("/auth/session").then().body("actor.sub", equalTo("user_support"));
        given().post("/auth/sign-out-everywhere").then().statusCode(403).body("reason", equalTo("impersonated"));
    }

    @Test
    @SignedInAs
    void headerOfTheRequest_isKept() {
        given().header("Authorization", "Bearer garbage")
                .get("/auth/session")
                .then()
                .statusCode(401)
                .body("reason", equalTo("token-invalid"));
    }

    private static void verify(String requirement, int status) {
        given().get("/auth/verify?" + requirement).then().statusCode(status);
    }
}
