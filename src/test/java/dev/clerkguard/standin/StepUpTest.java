package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Reverification at the Frontend API. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class StepUpTest {
    private Browser browser;

    @BeforeEach
    void openABrowser() {
        browser = Browser.open();
    }

    @Test
    void stepUp_needsAStartedVerificationOfThatFactor() {
        String path = "/client/sessions/" + browser.signIn("ada") + "/verify";

        browser.post(path + "/attempt_second_factor", "strategy", "totp", "code", "424242")
                .statusCode(400)
                .body("errors[0].code", equalTo("verification_missing"));
        browser.post(path + "/attempt_first_factor", "strategy", "password", "password", "clerk-dev")
                .statusCode(400);
        browser.post(path, "level", "second_factor").body("response.status", equalTo("needs_first_factor"));
        browser.post(path + "/attempt_second_factor", "strategy", "totp", "code", "424242")
                .statusCode(400);
        browser.post(path + "/attempt_first_factor", "strategy", "email_code", "code", "424242")
                .statusCode(400);
        browser.post(path + "/attempt_first_factor", "strategy", "password", "password", "clerk-dev")
                .body("response.status", equalTo("complete"))
                .body("response.session.factor_verification_age", contains(0, -1));
        browser.post(path + "/attempt_first_factor", "strategy", "password", "password", "clerk-dev")
                .statusCode(400);
        browser.post(path, "level", "fourth_factor").statusCode(422);
    }

    @Test
    void stepUpAtEachLevel_beginsWithTheFirstFactor() {
        String attempt = browser.post(
                        "/client/sign_ins", "identifier", "grace", "strategy", "password", "password", "clerk-dev")
                .extract()
                .path("response.id");
        String session = browser.post(
                        "/client/sign_ins/" + attempt + "/attempt_second_factor", "strategy", "totp", "code", "424242")
                .extract()
                .path("response.created_session_id");
        String path = "/client/sessions/" + session + "/verify";
        browser.post(path, "level", "multi_factor").body("response.status", equalTo("needs_first_factor"));

        browser.post(path + "/attempt_second_factor", "strategy", "totp", "code", "424242")
                .statusCode(400);
        browser.post(path + "/attempt_first_factor", "strategy", "password", "password", "clerk-dev")
                .body("response.status", equalTo("needs_second_factor"));
        browser.post(path + "/attempt_second_factor", "strategy", "totp", "code", "424242")
                .body("response.status", equalTo("complete"));
    }

    @Test
    void agedFactors_areInTheToken() {
        String session = browser.signIn("ada");
        given().post("/dev-clerk/age?user=ada&minutes=15").then().statusCode(204);
        given().post("/dev-clerk/age?user=ada&minutes=x").then().statusCode(400);
        given().post("/dev-clerk/age?user=bob&minutes=1").then().statusCode(400);

        String token = browser.post("/client/sessions/" + session + "/tokens")
                .extract()
                .path("jwt");
        given().auth()
                .oauth2(token)
                .get("/auth/verify?reverification=strict")
                .then()
                .statusCode(403);
        browser.post("/client/sessions/" + session + "/verify", "level", "second_factor")
                .body("response.status", equalTo("needs_first_factor"));
    }
}
