package dev.clerkguard.standin;

import static dev.clerkguard.standin.BackendRequests.delete;
import static dev.clerkguard.standin.BackendRequests.get;
import static dev.clerkguard.standin.BackendRequests.patch;
import static dev.clerkguard.standin.BackendRequests.post;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

/** Users, sessions, tickets and templates at the Backend API, without Clerk's client. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class BackendApiTest {
    @Test
    void deletedInvitation_isGone() {
        String id = post("/invitations", Map.of("email_address", "gone@new.example"))
                .statusCode(200)
                .extract()
                .path("id");

        delete("/invitations/" + id).body("deleted", equalTo(true));
        delete("/invitations/" + id).statusCode(404);
    }

    @Test
    void password_isChangedAndRemoved() {
        Map<String, ?> wanted = Map.of(
                "email_address",
                List.of("pass@new.example"),
                "phone_number",
                List.of("+15555550111"),
                "username",
                "pass",
                "password",
                "first-one",
                "skip_password_checks",
                true);
        String id = post("/users", wanted)
                .statusCode(200)
                .body("phone_numbers[0].phone_number", equalTo("+15555550111"))
                .body("primary_phone_number_id", startsWith("idn_"))
                .extract()
                .path("id");
        post("/users", Map.of("email_address", List.of("PASS@new.example")))
                .statusCode(422)
                .body("errors[0].code", equalTo("form_identifier_exists"));
        post("/users", Map.of("username", "pass")).statusCode(422);
        String session = post("/sessions", Map.of("user_id", id))
                .statusCode(200)
                .extract()
                .path("id");

        patch("/users/" + id, Map.of("password", "second-one", "sign_out_of_other_sessions", false))
                .statusCode(200);
        post("/users/" + id + "/verify_password", Map.of("password", "first-one"))
                .statusCode(422);
        post("/users/" + id + "/verify_password", Map.of("password", "second-one"))
                .statusCode(200);
        get("/sessions/" + session).body("status", equalTo("active"));
        post("/users/" + id + "/remove_password", Map.of("sign_out_of_other_sessions", true))
                .body("password_enabled", equalTo(false));
        post("/users/" + id + "/verify_password", Map.of("password", "second-one"))
                .statusCode(422);
        get("/sessions/" + session).body("status", equalTo("revoked"));
        delete("/users/" + id).statusCode(200);
    }

    @Test
    void rolesAndPermissions_areThoseOfTheInstance() {
        get("/organization_roles").body("data.key", hasItems("org:admin", "org:member"));
        get("/organization_roles/role_admin").body("permissions.key", hasItem("org:invoices:create"));
        get("/organization_permissions?limit=50").body("data.key", hasItem("org:reports:share"));
        post("/organization_roles", Map.of("name", "King"))
                .statusCode(404)
                .body("errors[0].code", equalTo("resource_not_found"));
    }

    @Test
    void addressesAndNumbers_areAddedAndRemoved() {
        String address = post(
                        "/email_addresses",
                        Map.of("user_id", "user_linus", "email_address", "linus@work.example", "verified", true))
                .body("verification.status", equalTo("verified"))
                .extract()
                .path("id");
        patch("/email_addresses/" + address, Map.of("primary", true)).statusCode(200);
        get("/users/user_linus").body("primary_email_address_id", equalTo(address));
        post("/email_addresses", Map.of("user_id", "user_ada", "email_address", "linus@work.example"))
                .statusCode(422);
        delete("/email_addresses/" + address).body("deleted", equalTo(true));
        get("/users/user_linus").body("primary_email_address_id", equalTo("idn_linus"));

        String number = post("/phone_numbers", Map.of("user_id", "user_linus", "phone_number", "+4915112345678"))
                .statusCode(200)
                .extract()
                .path("id");
        delete("/phone_numbers/" + number).statusCode(200);
        get("/users/user_linus").body("primary_phone_number_id", nullValue());
        post("/phone_numbers", Map.of("user_id", "user_linus", "phone_number", "12"))
                .statusCode(422);
    }

    @Test
    void actorToken_signsInAsAnotherUser() {
        Browser browser = Browser.open();
        browser.signInWithTicket(
                post("/actor_tokens", Map.of("user_id", "user_linus", "actor", Map.of("sub", "user_ada")))
                        .statusCode(200)
                        .extract()
                        .path("token"));

        String token =
                browser.get("/client").statusCode(200).extract().path("response.sessions[0].last_active_token.jwt");
        given().auth()
                .oauth2(token)
                .get("/auth/session")
                .then()
                .body("userId", equalTo("user_linus"))
                .body("actor.sub", equalTo("user_ada"));
    }

    @Test
    void revokedTicket_isRefused() {
        ValidatableResponse created = post("/sign_in_tokens", Map.of("user_id", "user_linus"));
        post("/sign_in_tokens/" + created.extract().path("id") + "/revoke", Map.of())
                .body("status", equalTo("revoked"));

        given().formParam("strategy", "ticket")
                .formParam("ticket", created.extract().<String>path("token"))
                .post("/dev-clerk/v1/client/sign_ins")
                .then()
                .statusCode(400);
    }

    @Test
    void sessionWithoutABrowser_hasTokens() {
        String session = post("/sessions", Map.of("user_id", "user_ada", "active_organization_id", "org_acme"))
                .statusCode(200)
                .extract()
                .path("id");
        String token = post("/sessions/" + session + "/tokens", Map.of("expires_in_seconds", 600))
                .extract()
                .path("jwt");

        given().auth().oauth2(token).get("/auth/session").then().body("orgSlug", equalTo("acme"));
        post("/sessions/" + session + "/tokens", Map.of("expires_in_seconds", 1))
                .statusCode(422);
        post("/sessions", Map.of("user_id", "user_ada", "active_organization_id", "org_globex"))
                .statusCode(404);
    }

    @Test
    void tokenOfATemplate_hasItsClaims() {
        Map<String, Object> claims = Map.of("role", "{{org.role}}", "meta", "{{user.public_metadata}}", "static", 1);
        String template = post("/jwt_templates", Map.of("name", "hasura", "claims", claims, "lifetime", 300))
                .statusCode(200)
                .extract()
                .path("id");
        String session = post("/sessions", Map.of("user_id", "user_ada", "active_organization_id", "org_acme"))
                .extract()
                .path("id");
        String token = post("/sessions/" + session + "/tokens/hasura", Map.of())
                .extract()
                .path("jwt");

        Map<String, Object> payload = JsonPath.from(
                        new String(Base64.getUrlDecoder().decode(token.split("\\.")[1])))
                .getMap("");
        assertEquals("org:admin", payload.get("role"));
        assertEquals(Map.of("tier", "gold"), payload.get("meta"));
        assertEquals(1, payload.get("static"));
        delete("/jwt_templates/" + template).body("deleted", equalTo(true));
        get("/jwt_templates/" + template).statusCode(404);
    }

    @Test
    void eachPath_needsTheSecretKey() {
        for (String path :
                List.of("/organizations", "/organization_roles", "/invitations", "/jwt_templates", "/clients")) {
            given().get("/dev-clerk/v1" + path).then().statusCode(401);
        }
    }
}
