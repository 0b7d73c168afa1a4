package dev.clerkguard.example;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import dev.clerkguard.testing.ServiceTest;
import dev.clerkguard.testing.SignedInAs;

@QuarkusTest
@ServiceTest
class InvoiceResourceTest {
    @Test
    @SignedInAs(user = "ada", organization = "analytical", role = "org:admin")
    void admin_createsADraft() {
        given().post("/example/invoices").then().statusCode(200).body("status", equalTo("DRAFT"));
    }

    @Test
    @SignedInAs(user = "grace", organization = "analytical")
    void member_createsNothing() {
        given().post("/example/invoices")
                .then()
                .statusCode(403)
                .body("reason", equalTo("role-missing"))
                .body("missing.role", equalTo("org:admin"));
    }

    @Test
    @SignedInAs(organization = "analytical", plan = "business")
    void organizationWithThePlan_readsTheReport() {
        given().get("/example/invoices/report").then().statusCode(200);
    }

    @Test
    @SignedInAs(factorAge = {20, -1})
    void userWhoseVerificationIsOld_mustVerifyAgain() {
        given().delete("/example/invoices/drafts")
                .then()
                .statusCode(403)
                .body("reason", equalTo("reverification-error"));
    }

    @Test
    void callerWithoutAToken_isRefused() {
        given().get("/example/invoices").then().statusCode(401);
    }
}
