package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The Frontend API as clerk-js calls it. The unmodified clerk-js is in src/test/browser. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class FrontendApiTest {
    private Browser browser;

    @BeforeEach
    void openABrowser() {
        browser = Browser.open();
    }

    @Test
    void change_isInTheStateFile() throws IOException {
        Path file = Path.of(ConfigProvider.getConfig().getValue("dev-clerk.state-file", String.class));
        String session = browser.signIn("ada");

        assertTrue(Files.readString(file).contains(session));
    }

    @Test
    void endedMembership_isNotTheActiveOrganization() {
        String organization = BackendRequests.post("/organizations", Map.of("name", "Short", "created_by", "user_ada"))
                .extract()
                .path("id");
        String session = browser.signIn("ada");
        browser.post("/client/sessions/" + session + "/touch", "active_organization_id", organization)
                .statusCode(200)
                .body("response.last_active_organization_id", equalTo(organization));

        BackendRequests.delete("/organizations/" + organization).statusCode(200);

        BackendRequests.get("/sessions/" + session).body("last_active_organization_id", nullValue());
        browser.get("/client").body("response.sessions[0].last_active_organization_id", nullValue());
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
    void reset_restoresTheUsersAndEndsTheSessions() {
        String session = browser.signIn("ada");
        BackendRequests.patch("/users/user_ada", Map.of("first_name", "Augusta"))
                .statusCode(200);

        given().post("/dev-clerk/reset").then().statusCode(204);

        BackendRequests.get("/users/user_ada").body("first_name", equalTo("Ada"));
        BackendRequests.get("/sessions/" + session).statusCode(404);
        browser.get("/client").statusCode(401);
    }

    @Test
    void privateMetadata_isNotInTheFrontendApi() {
        browser.signIn("ada");
        browser.get("/me")
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
}
