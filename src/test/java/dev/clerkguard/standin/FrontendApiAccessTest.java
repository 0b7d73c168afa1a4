package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

/** Which hosts, origins and browsers the Frontend API answers. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class FrontendApiAccessTest {
    private static final String PAGE = "http://localhost:5173";

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
    void browserWithoutADevBrowserToken_isKnownByItsCookie() {
        Response first = Browser.form("identifier", "ada", "strategy", "password", "password", "clerk-dev")
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
}
