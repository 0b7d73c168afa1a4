package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Sign-ins at the Frontend API, and the sessions that they make. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class SignInTest {
    private Browser browser;

    @BeforeEach
    void openABrowser() {
        browser = Browser.open();
    }

    @Test
    void signIn_makesANewSession() {
        String first = browser.signIn("ada");
        browser = Browser.open();
        String second = browser.signIn("ada");

        assertNotEquals(first, second);
        browser.post("/client/sessions?_method=DELETE").statusCode(200).body("client.sessions", hasSize(0));
        BackendRequests.get("/sessions/" + first).body("status", equalTo("active"));
        BackendRequests.get("/sessions/" + second).body("status", equalTo("removed"));
    }

    @Test
    void endedSession_isAnsweredWith401() {
        String session = browser.signIn("ada");
        BackendRequests.post("/sessions/" + session + "/revoke");

        browser.post("/client/sessions/" + session + "/tokens")
                .statusCode(401)
                .body("errors[0].code", equalTo("authentication_invalid"));
        browser.post("/client/sessions/" + session + "/touch").statusCode(401);
    }

    @Test
    void wrongInput_namesItsField() {
        browser.post("/client/sign_ins", "identifier", "none")
                .statusCode(422)
                .body("errors[0].code", equalTo("form_identifier_not_found"))
                .body("errors[0].meta.param_name", equalTo("identifier"));
        browser.post(
                        "/client/sign_ins",
                        "identifier",
                        "linus@home.example",
                        "strategy",
                        "password",
                        "password",
                        "clerk-dev")
                .statusCode(422)
                .body("errors[0].meta.param_name", equalTo("password"));
        browser.post("/client/sign_ins").statusCode(422).body("errors[0].code", equalTo("form_param_nil"));
        browser.post("/client/sign_ins", "identifier", "%").statusCode(422);
        given().contentType("application/x-www-form-urlencoded")
                .body("identifier=%zz")
                .post("/dev-clerk/v1/client/sign_ins")
                .then()
                .statusCode(400);
    }

    @Test
    void secondFactorFirst_isRefused() {
        String attempt = browser.post("/client/sign_ins", "identifier", "grace")
                .body("response.status", equalTo("needs_first_factor"))
                .extract()
                .path("response.id");

        browser.post("/client/sign_ins/" + attempt + "/attempt_second_factor", "strategy", "totp", "code", "424242")
                .statusCode(400)
                .body("errors[0].code", equalTo("verification_missing"));
    }

    @Test
    void bannedUser_cannotSignIn() {
        String user = BackendRequests.createUser("banned@home.example");
        browser.post("/client/sign_ins", "identifier", "banned@home.example").statusCode(200);
        BackendRequests.post("/users/" + user + "/ban");

        browser.post("/client/sign_ins", "identifier", "banned@home.example").statusCode(422);
        BackendRequests.delete("/users/" + user);
    }

    @Test
    void bannedOrLockedUser_cannotFinishASignIn() {
        for (String[] refusal : new String[][] {{"ban", "user_banned"}, {"lock", "user_locked"}}) {
            String address = refusal[0] + "@home.example";
            String user = BackendRequests.createUser(address);
            String attempt = browser.post("/client/sign_ins", "identifier", address)
                    .extract()
                    .path("response.id");
            String ticket = BackendRequests.createTicket(user);
            BackendRequests.post("/users/" + user + "/" + refusal[0]);

            browser.post(
                            "/client/sign_ins/" + attempt + "/attempt_first_factor",
                            "strategy",
                            "password",
                            "password",
                            "long enough")
                    .statusCode(403)
                    .body("errors[0].code", equalTo(refusal[1]));
            browser.post("/client/sign_ins", "strategy", "ticket", "ticket", ticket)
                    .statusCode(403);
            BackendRequests.get("/sessions?user_id=" + user).body("$", hasSize(0));
            BackendRequests.delete("/users/" + user);
        }
    }

    @Test
    void emailCode_isAcceptedAfterItsPreparationOnly() {
        String attempt = browser.post("/client/sign_ins", "identifier", "linus@home.example")
                .extract()
                .path("response.id");
        String path = "/client/sign_ins/" + attempt;

        browser.post(path + "/attempt_first_factor", "strategy", "email_code", "code", "424242")
                .statusCode(400)
                .body("errors[0].code", equalTo("verification_missing"));
        browser.post(path + "/prepare_first_factor", "strategy", "email_code").statusCode(200);
        browser.post(path + "/attempt_first_factor", "strategy", "email_code", "code", "424242")
                .statusCode(200)
                .body("response.status", equalTo("complete"));
    }
}
