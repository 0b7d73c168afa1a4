package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** What is changed at the stand-in arrives at the service by a signed webhook, as with Clerk. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class StandInWebhooksTest {
    private String userId;
    private String token;

    @BeforeEach
    void createUser() {
        userId = backend()
                .body("""
                        {"first_name":"Mary","email_address":["mary@home.example"],"public_metadata":{"a":1,"b":{"c":2}}}""")
                .post("/users")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        token = token();
    }

    @AfterEach
    void deleteUser() {
        backend().delete("/users/" + userId);
    }

    @Test
    void changedUser_isServedAtOnce() {
        me().statusCode(200).body("firstName", equalTo("Mary"));
        backend()
                .body("{\"first_name\":\"Maria\",\"username\":\"maria\"}")
                .patch("/users/" + userId)
                .then()
                .statusCode(200)
                .body("first_name", equalTo("Maria"))
                .body("email_addresses[0].email_address", equalTo("mary@home.example"));
        await().untilAsserted(() -> me().body("firstName", equalTo("Maria")).body("username", equalTo("maria")));
    }

    @Test
    void metadata_isMergedOrReplaced() {
        backend()
                .body("{\"public_metadata\":{\"a\":null,\"b\":{\"d\":3}}}")
                .patch("/users/" + userId + "/metadata")
                .then()
                .statusCode(200)
                .body("public_metadata.b.c", equalTo(2))
                .body("public_metadata.b.d", equalTo(3))
                .body("public_metadata.a", nullValue());
        await().untilAsserted(() -> me().body("publicMetadata.b.d", equalTo(3)));
        backend()
                .body("{\"public_metadata\":{\"e\":4}}")
                .put("/users/" + userId + "/metadata")
                .then()
                .body("public_metadata.b", nullValue());
        await().untilAsserted(() -> me().body("publicMetadata.e", equalTo(4)));
    }

    @Test
    void bannedUser_isRefusedAtOnceAndCannotSignIn() {
        session().statusCode(200);
        backend().post("/users/" + userId + "/ban").then().statusCode(200).body("banned", equalTo(true));
        await().untilAsserted(() -> session().statusCode(401).body("reason", equalTo("user-banned")));
        given().get("/dev-clerk/token?user=" + userId).then().statusCode(400).body("detail", containsString("banned"));
        sessions("?status=active").body("$", empty());

        backend().post("/users/" + userId + "/unban").then().statusCode(200).body("banned", equalTo(false));
        await().untilAsserted(() ->
                given().auth().oauth2(token()).get("/auth/session").then().statusCode(200));
        session().statusCode(401).body("reason", equalTo("session-revoked"));
    }

    @Test
    void deletedUser_sessionsAreRefusedAtOnce() {
        session().statusCode(200);
        backend().delete("/users/" + userId).then().statusCode(200).body("deleted", equalTo(true));
        await().untilAsserted(() -> session().statusCode(401).body("reason", equalTo("user-not-found")));
        backend().get("/users/" + userId).then().statusCode(404);
        backend().delete("/users/" + userId).then().statusCode(404);
        backend().body("{}").patch("/users/" + userId).then().statusCode(404);
    }

    @Test
    void revokedSession_isRefusedAtOnceAndTheNextOneIsAccepted() {
        session().statusCode(200);
        String sessionId = sessions("").extract().path("[0].id");
        backend()
                .post("/sessions/" + sessionId + "/revoke")
                .then()
                .statusCode(200)
                .body("status", equalTo("revoked"));
        await().untilAsserted(() -> session().statusCode(401).body("reason", equalTo("session-revoked")));
        given().auth().oauth2(token()).get("/auth/session").then().statusCode(200);
        sessions("").body("status", contains("revoked", "active"));
        sessions("?status=active").body("user_id", contains(userId));
        sessions("?paginated=true&limit=1&offset=1")
                .body("total_count", equalTo(2))
                .body("data.status", contains("active"));
    }

    @Test
    void signOutEverywhere_endsTheSessionsAtTheStandIn() {
        given().auth().oauth2(token).post("/auth/sign-out-everywhere").then().statusCode(204);
        sessions("").body("status", contains("revoked"));
        session().statusCode(401).body("reason", equalTo("session-revoked"));
    }

    @Test
    void unknownMember_isRefused() {
        backend()
                .body("{\"first_name\":\"Maria\",\"banned\":true}")
                .patch("/users/" + userId)
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("form_param_unknown"));
        me().body("firstName", equalTo("Mary"));
    }

    @Test
    void bodyThatIsNoObject_isRefused() {
        for (String body : new String[] {"", "null", "[]", "{\"first"}) {
            backend().body(body).patch("/users/" + userId).then().statusCode(400);
            backend().body(body).post("/users").then().statusCode(400);
        }
    }

    @Test
    void changeWithoutASecretKey_isRefused() {
        given().contentType(ContentType.JSON)
                .body("{}")
                .patch("/dev-clerk/v1/users/" + userId)
                .then()
                .statusCode(401);
        given().delete("/dev-clerk/v1/users/" + userId).then().statusCode(401);
    }

    private String token() {
        return given().get("/dev-clerk/token?user=" + userId)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private ValidatableResponse me() {
        return given().auth().oauth2(token).get("/auth/me").then();
    }

    private ValidatableResponse session() {
        return given().auth().oauth2(token).get("/auth/session").then();
    }

    private ValidatableResponse sessions(String query) {
        return backend()
                .queryParam("user_id", userId)
                .get("/sessions" + query)
                .then()
                .statusCode(200);
    }

    private static RequestSpecification backend() {
        return given().auth()
                .oauth2("sk_test_any")
                .contentType(ContentType.JSON)
                .basePath("/dev-clerk/v1");
    }
}
