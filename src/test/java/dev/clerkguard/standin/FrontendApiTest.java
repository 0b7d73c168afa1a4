package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** The Frontend API as clerk-js calls it. The unmodified clerk-js is in src/test/browser. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class FrontendApiTest {
    private static final String PAGE = "http://localhost:5173";

    private String browser;

    @BeforeEach
    void openABrowser() {
        browser = newBrowser();
    }

    @Test
    void pageOfAnAllowedOrigin_mayReadWithCookies() {
        Response answer = given().header("Origin", PAGE).get("/dev-clerk/v1/client");

        assertEquals(PAGE, answer.header("Access-Control-Allow-Origin"));
        assertEquals("true", answer.header("Access-Control-Allow-Credentials"));
        assertEquals("Clerk-Db-Jwt, Authorization", answer.header("Access-Control-Expose-Headers"));
    }

    @Test
    void pageOfAnotherSite_isRefused() {
        Response answer = given().header("Origin", "https://evil.example").get("/dev-clerk/v1/client");

        assertEquals(403, answer.statusCode());
        assertNull(answer.header("Access-Control-Allow-Origin"));
        assertNull(answer.header("Access-Control-Allow-Credentials"));
    }

    @Test
    void hostOfAnotherSite_isRefused() {
        for (String path : List.of(
                "/dev-clerk/token",
                "/dev-clerk;a=b/token",
                "//dev-clerk/token",
                "/%64ev-clerk/v1/users",
                "/dev-clerk")) {
            given().urlEncodingEnabled(false)
                    .header("Host", "evil.example")
                    .header("Origin", "http://evil.example")
                    .get(path)
                    .then()
                    .statusCode(403)
                    .body("errors[0].code", equalTo("host_invalid"));
        }
        given().header("Host", "evil.example")
                .header("Origin", "http://evil.example")
                .header("Access-Control-Request-Method", "GET")
                .options("/dev-clerk/token")
                .then()
                .statusCode(403);
    }

    @Test
    void loopbackAndConfiguredHosts_areAccepted() {
        for (String host : List.of("127.0.0.1:1", "[::1]", "spa.localhost:8080", "clerk:8080", "CLERK.internal")) {
            given().header("Host", host).get("/dev-clerk/token").then().statusCode(200);
        }
    }

    @Test
    void change_isInTheStateFile() throws IOException {
        Path file = Path.of(ConfigProvider.getConfig().getValue("dev-clerk.state-file", String.class));
        String session = signIn("ada");

        assertTrue(Files.readString(file).contains(session));
    }

    @Test
    void endedMembership_isNotTheActiveOrganization() {
        String organization = asBackend()
                .body(Map.of("name", "Short", "created_by", "user_ada"))
                .post("/dev-clerk/v1/organizations")
                .path("id");
        String session = signIn("ada");
        post("/client/sessions/" + session + "/touch", "active_organization_id", organization)
                .statusCode(200)
                .body("response.last_active_organization_id", equalTo(organization));

        asBackend().delete("/dev-clerk/v1/organizations/" + organization).then().statusCode(200);

        backend("/sessions/" + session).body("last_active_organization_id", nullValue());
        given().get("/dev-clerk/v1/client?__clerk_db_jwt=" + browser)
                .then()
                .body("response.sessions[0].last_active_organization_id", nullValue());
    }

    @Test
    void scripts_comeFromTheConfiguredFolder() {
        given().get("/dev-clerk/npm/@clerk/clerk-js@6.40.0/dist/clerk.browser.js")
                .then()
                .statusCode(200)
                .contentType("application/javascript")
                .body(containsString("test"));
        given().get("/dev-clerk/npm/@clerk/ui@1/dist/none.js").then().statusCode(404);
        given().urlEncodingEnabled(false)
                .get("/dev-clerk/npm/@clerk/ui@1/dist/..%2f..%2fpackage.js")
                .then()
                .statusCode(anyOf(equalTo(401), equalTo(404)));
        given().get("/dev-clerk/npm/@clerk/backend@1/dist/index.js").then().statusCode(404);
    }

    @Test
    void browserWithoutADevBrowserToken_isKnownByItsCookie() {
        Response first = form("identifier", "ada", "strategy", "password", "password", "clerk-dev")
                .post("/dev-clerk/v1/client/sign_ins");

        given().cookie("__client", first.cookie("__client"))
                .get("/dev-clerk/v1/client")
                .then()
                .body("response.sessions", hasSize(1));
        given().get("/dev-clerk/v1/client").then().body("response.sessions", hasSize(0));
    }

    @Test
    void unknownDevBrowser_isRefused() {
        given().get("/dev-clerk/v1/client?__clerk_db_jwt=dvb_unknown")
                .then()
                .statusCode(401)
                .body("errors[0].code", equalTo("dev_browser_unauthenticated"));
    }

    @Test
    void signIn_makesANewSession() {
        String first = signIn("ada");
        browser = newBrowser();
        String second = signIn("ada");

        assertNotEquals(first, second);
        post("/client/sessions?_method=DELETE").statusCode(200).body("client.sessions", hasSize(0));
        backend("/sessions/" + first).body("status", equalTo("active"));
        backend("/sessions/" + second).body("status", equalTo("removed"));
    }

    @Test
    void endedSession_isAnsweredWith401() {
        String session = signIn("ada");
        given().auth().oauth2("sk_test_any").post("/dev-clerk/v1/sessions/" + session + "/revoke");

        post("/client/sessions/" + session + "/tokens")
                .statusCode(401)
                .body("errors[0].code", equalTo("authentication_invalid"));
        post("/client/sessions/" + session + "/touch").statusCode(401);
    }

    @Test
    void wrongInput_namesItsField() {
        post("/client/sign_ins", "identifier", "none")
                .statusCode(422)
                .body("errors[0].code", equalTo("form_identifier_not_found"))
                .body("errors[0].meta.param_name", equalTo("identifier"));
        post("/client/sign_ins", "identifier", "linus@home.example", "strategy", "password", "password", "clerk-dev")
                .statusCode(422)
                .body("errors[0].meta.param_name", equalTo("password"));
        post("/client/sign_ins").statusCode(422).body("errors[0].code", equalTo("form_param_nil"));
        post("/client/sign_ins", "identifier", "%").statusCode(422);
        given().contentType("application/x-www-form-urlencoded")
                .body("identifier=%zz")
                .post("/dev-clerk/v1/client/sign_ins")
                .then()
                .statusCode(400);
    }

    @Test
    void secondFactorFirst_isRefused() {
        String attempt = post("/client/sign_ins", "identifier", "grace")
                .body("response.status", equalTo("needs_first_factor"))
                .extract()
                .path("response.id");

        post("/client/sign_ins/" + attempt + "/attempt_second_factor", "strategy", "totp", "code", "424242")
                .statusCode(400)
                .body("errors[0].code", equalTo("verification_missing"));
    }

    @Test
    void bannedUser_cannotSignIn() {
        String user = given().auth()
                .oauth2("sk_test_any")
                .contentType("application/json")
                .body("{\"email_address\": [\"banned@home.example\"], \"password\": \"long enough\"}")
                .post("/dev-clerk/v1/users")
                .path("id");
        post("/client/sign_ins", "identifier", "banned@home.example").statusCode(200);
        given().auth().oauth2("sk_test_any").post("/dev-clerk/v1/users/" + user + "/ban");

        post("/client/sign_ins", "identifier", "banned@home.example").statusCode(422);
        given().auth().oauth2("sk_test_any").delete("/dev-clerk/v1/users/" + user);
    }

    @Test
    void bannedOrLockedUser_cannotFinishASignIn() {
        for (String[] refusal : new String[][] {{"ban", "user_banned"}, {"lock", "user_locked"}}) {
            String address = refusal[0] + "@home.example";
            String user = createUser(address);
            String attempt =
                    post("/client/sign_ins", "identifier", address).extract().path("response.id");
            String ticket = createTicket(user);
            asBackend().post("/dev-clerk/v1/users/" + user + "/" + refusal[0]);

            post(
                            "/client/sign_ins/" + attempt + "/attempt_first_factor",
                            "strategy",
                            "password",
                            "password",
                            "long enough")
                    .statusCode(403)
                    .body("errors[0].code", equalTo(refusal[1]));
            post("/client/sign_ins", "strategy", "ticket", "ticket", ticket).statusCode(403);
            backend("/sessions?user_id=" + user).body("$", hasSize(0));
            asBackend().delete("/dev-clerk/v1/users/" + user);
        }
    }

    @Test
    void emailCode_isAcceptedAfterItsPreparationOnly() {
        String attempt = post("/client/sign_ins", "identifier", "linus@home.example")
                .extract()
                .path("response.id");
        String path = "/client/sign_ins/" + attempt;

        post(path + "/attempt_first_factor", "strategy", "email_code", "code", "424242")
                .statusCode(400)
                .body("errors[0].code", equalTo("verification_missing"));
        post(path + "/prepare_first_factor", "strategy", "email_code").statusCode(200);
        post(path + "/attempt_first_factor", "strategy", "email_code", "code", "424242")
                .statusCode(200)
                .body("response.status", equalTo("complete"));
    }

    @Test
    void signUpCode_isAcceptedAfterItsPreparationOnly() {
        String attempt = post("/client/sign_ups", "email_address", "early@home.example", "password", "long enough")
                .extract()
                .path("response.id");

        post("/client/sign_ups/" + attempt + "/attempt_verification", "code", "424242")
                .statusCode(400)
                .body("errors[0].code", equalTo("verification_missing"));
        given().get("/dev-clerk/v1/client/sign_ups/" + attempt + "?__clerk_db_jwt=" + browser)
                .then()
                .body("response.verifications.email_address.strategy", nullValue());
        post("/client/sign_ups/" + attempt + "/prepare_verification", "strategy", "email_code")
                .body("response.verifications.email_address.strategy", equalTo("email_code"));
    }

    @Test
    void signUpWithoutPassword_isNotComplete() {
        String attempt = post("/client/sign_ups", "email_address", "hasty@home.example")
                .extract()
                .path("response.id");
        String path = "/client/sign_ups/" + attempt;
        post(path + "/prepare_verification", "strategy", "email_code").statusCode(200);

        post(path + "/attempt_verification", "code", "424242")
                .statusCode(200)
                .body("response.status", equalTo("missing_requirements"))
                .body("response.missing_fields", contains("password"))
                .body("response.unverified_fields", hasSize(0))
                .body("response.created_user_id", nullValue());
        String user = post(path + "?_method=PATCH", "password", "long enough")
                .statusCode(200)
                .body("response.status", equalTo("complete"))
                .extract()
                .path("response.created_user_id");
        asBackend().delete("/dev-clerk/v1/users/" + user);
    }

    @Test
    void changedAddress_mustBeVerifiedAgain() {
        String attempt = post("/client/sign_ups", "email_address", "one@home.example")
                .extract()
                .path("response.id");
        String path = "/client/sign_ups/" + attempt;
        post(path + "/prepare_verification", "strategy", "email_code");
        post(path + "/attempt_verification", "code", "424242").statusCode(200);

        post(path + "?_method=PATCH", "email_address", "two@home.example", "password", "long enough")
                .body("response.status", equalTo("missing_requirements"))
                .body("response.unverified_fields", contains("email_address"));
    }

    @Test
    void stepUp_needsAStartedVerificationOfThatFactor() {
        String path = "/client/sessions/" + signIn("ada") + "/verify";

        post(path + "/attempt_second_factor", "strategy", "totp", "code", "424242")
                .statusCode(400)
                .body("errors[0].code", equalTo("verification_missing"));
        post(path + "/attempt_first_factor", "strategy", "password", "password", "clerk-dev")
                .statusCode(400);
        post(path, "level", "second_factor").body("response.status", equalTo("needs_first_factor"));
        post(path + "/attempt_second_factor", "strategy", "totp", "code", "424242")
                .statusCode(400);
        post(path + "/attempt_first_factor", "strategy", "email_code", "code", "424242")
                .statusCode(400);
        post(path + "/attempt_first_factor", "strategy", "password", "password", "clerk-dev")
                .body("response.status", equalTo("complete"))
                .body("response.session.factor_verification_age", contains(0, -1));
        post(path + "/attempt_first_factor", "strategy", "password", "password", "clerk-dev")
                .statusCode(400);
        post(path, "level", "fourth_factor").statusCode(422);
    }

    @Test
    void stepUpAtEachLevel_beginsWithTheFirstFactor() {
        String attempt = post(
                        "/client/sign_ins", "identifier", "grace", "strategy", "password", "password", "clerk-dev")
                .extract()
                .path("response.id");
        String session = post(
                        "/client/sign_ins/" + attempt + "/attempt_second_factor", "strategy", "totp", "code", "424242")
                .extract()
                .path("response.created_session_id");
        String path = "/client/sessions/" + session + "/verify";
        post(path, "level", "multi_factor").body("response.status", equalTo("needs_first_factor"));

        post(path + "/attempt_second_factor", "strategy", "totp", "code", "424242")
                .statusCode(400);
        post(path + "/attempt_first_factor", "strategy", "password", "password", "clerk-dev")
                .body("response.status", equalTo("needs_second_factor"));
        post(path + "/attempt_second_factor", "strategy", "totp", "code", "424242")
                .body("response.status", equalTo("complete"));
    }

    @Test
    void takenAddress_cannotSignUp() {
        post("/client/sign_ups", "email_address", "ada@acme.example", "password", "long enough")
                .statusCode(422)
                .body("errors[0].code", equalTo("form_identifier_exists"));
    }

    @Test
    void reset_restoresTheUsersAndEndsTheSessions() {
        String session = signIn("ada");
        given().auth()
                .oauth2("sk_test_any")
                .contentType("application/json")
                .body("{\"first_name\": \"Augusta\"}")
                .patch("/dev-clerk/v1/users/user_ada")
                .then()
                .statusCode(200);

        given().post("/dev-clerk/reset").then().statusCode(204);

        backend("/users/user_ada").body("first_name", equalTo("Ada"));
        backend("/sessions/" + session).statusCode(404);
        given().get("/dev-clerk/v1/client?__clerk_db_jwt=" + browser).then().statusCode(401);
    }

    @Test
    void agedFactors_areInTheToken() {
        String session = signIn("ada");
        given().post("/dev-clerk/age?user=ada&minutes=15").then().statusCode(204);
        given().post("/dev-clerk/age?user=ada&minutes=x").then().statusCode(400);
        given().post("/dev-clerk/age?user=bob&minutes=1").then().statusCode(400);

        String token = post("/client/sessions/" + session + "/tokens").extract().path("jwt");
        given().auth()
                .oauth2(token)
                .get("/auth/verify?reverification=strict")
                .then()
                .statusCode(403);
        post("/client/sessions/" + session + "/verify", "level", "second_factor")
                .body("response.status", equalTo("needs_first_factor"));
    }

    @Test
    void privateMetadata_isNotInTheFrontendApi() {
        signIn("ada");
        given().get("/dev-clerk/v1/me?__clerk_db_jwt=" + browser)
                .then()
                .statusCode(200)
                .body("response.id", equalTo("user_ada"))
                .body("response.private_metadata", nullValue());
    }

    @Test
    void unknownPath_isClerks404() {
        given().get("/dev-clerk/v1/client/passkeys")
                .then()
                .statusCode(404)
                .contentType("application/json")
                .body("errors[0].code", equalTo("resource_not_found"));
    }

    @Test
    void picture_isServedLocally() {
        given().get("/dev-clerk/img/ada").then().statusCode(200).contentType("image/svg+xml");
        given().get("/dev-clerk/img/<script>").then().statusCode(404);
    }

    private static String newBrowser() {
        return given().post("/dev-clerk/v1/dev_browser").jsonPath().getString("id");
    }

    private String signIn(String identifier) {
        return post("/client/sign_ins", "identifier", identifier, "strategy", "password", "password", "clerk-dev")
                .statusCode(200)
                .body("response.status", equalTo("complete"))
                .extract()
                .path("response.created_session_id");
    }

    private ValidatableResponse post(String path, String... fields) {
        return form(fields)
                .queryParam("__clerk_db_jwt", browser)
                .post("/dev-clerk/v1" + path)
                .then();
    }

    private static RequestSpecification form(String... fields) {
        RequestSpecification request = given().contentType("application/x-www-form-urlencoded");
        for (int i = 0; i < fields.length; i += 2) {
            request.formParam(fields[i], fields[i + 1]);
        }
        return request;
    }

    private static ValidatableResponse backend(String path) {
        return asBackend().get("/dev-clerk/v1" + path).then();
    }

    private static RequestSpecification asBackend() {
        return given().auth().oauth2("sk_test_any").contentType("application/json");
    }

    private static String createUser(String address) {
        return asBackend()
                .body(Map.of("email_address", List.of(address), "password", "long enough"))
                .post("/dev-clerk/v1/users")
                .path("id");
    }

    private static String createTicket(String user) {
        return asBackend()
                .body(Map.of("user_id", user))
                .post("/dev-clerk/v1/sign_in_tokens")
                .path("token");
    }
}
