package dev.clerkguard.standin;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Sign-ups at the Frontend API. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class SignUpTest {
    private Browser browser;

    @BeforeEach
    void openABrowser() {
        browser = Browser.open();
    }

    @Test
    void signUpCode_isAcceptedAfterItsPreparationOnly() {
        String attempt = browser.post(
                        "/client/sign_ups", "email_address", "early@home.example", "password", "long enough")
                .extract()
                .path("response.id");

        browser.post("/client/sign_ups/" + attempt + "/attempt_verification", "code", "424242")
                .statusCode(400)
                .body("errors[0].code", equalTo("verification_missing"));
        browser.get("/client/sign_ups/" + attempt).body("response.verifications.email_address.strategy", nullValue());
        browser.post("/client/sign_ups/" + attempt + "/prepare_verification", "strategy", "email_code")
                .body("response.verifications.email_address.strategy", equalTo("email_code"));
    }

    @Test
    void signUpWithoutPassword_isNotComplete() {
        String attempt = browser.post("/client/sign_ups", "email_address", "hasty@home.example")
                .extract()
                .path("response.id");
        String path = "/client/sign_ups/" + attempt;
        browser.post(path + "/prepare_verification", "strategy", "email_code").statusCode(200);

        browser.post(path + "/attempt_verification", "code", "424242")
                .statusCode(200)
                .body("response.status", equalTo("missing_requirements"))
                .body("response.missing_fields", contains("password"))
                .body("response.unverified_fields", hasSize(0))
                .body("response.created_user_id", nullValue());
        String user = browser.post(path + "?_method=PATCH", "password", "long enough")
                .statusCode(200)
                .body("response.status", equalTo("complete"))
                .extract()
                .path("response.created_user_id");
        BackendRequests.delete("/users/" + user);
    }

    @Test
    void changedAddress_mustBeVerifiedAgain() {
        String attempt = browser.post("/client/sign_ups", "email_address", "one@home.example")
                .extract()
                .path("response.id");
        String path = "/client/sign_ups/" + attempt;
        browser.post(path + "/prepare_verification", "strategy", "email_code");
        browser.post(path + "/attempt_verification", "code", "424242").statusCode(200);

        browser.post(path + "?_method=PATCH", "email_address", "two@home.example", "password", "long enough")
                .body("response.status", equalTo("missing_requirements"))
                .body("response.unverified_fields", contains("email_address"));
    }

    @Test
    void takenAddress_cannotSignUp() {
        browser.post("/client/sign_ups", "email_address", "ada@acme.example", "password", "long enough")
                .statusCode(422)
                .body("errors[0].code", equalTo("form_identifier_exists"));
    }
}
