package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Organisations, invitations, sessions and the rest of the Backend API, without Clerk's client. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class BackendApiTest {
    private String organization;

    @BeforeEach
    void createOrganization() {
        organization = post("/organizations", Map.of("name", "Initech", "slug", "initech", "created_by", "user_ada"))
                .statusCode(200)
                .body("slug", equalTo("initech"))
                .body("members_count", equalTo(1))
                .extract()
                .path("id");
    }

    @AfterEach
    void deleteOrganization() {
        delete("/organizations/" + organization);
    }

    @Test
    void changedOrganization_isFound() {
        patch("/organizations/" + organization, Map.of("name", "Initrode")).body("name", equalTo("Initrode"));
        patch("/organizations/" + organization + "/metadata", Map.of("public_metadata", Map.of("a", 1)))
                .statusCode(200);
        patch("/organizations/" + organization + "/metadata", Map.of("public_metadata", Map.of("b", 2)))
                .body("public_metadata.a", equalTo(1))
                .body("public_metadata.b", equalTo(2));

        get("/organizations/initech").body("id", equalTo(organization));
        get("/organizations?query=initrode").body("data.id", contains(organization));
        get("/organizations?user_id=user_grace").body("data.id", contains("org_globex", "org_acme"));
        post("/organizations", Map.of("name", "Other", "slug", "initech"))
                .statusCode(422)
                .body("errors[0].meta.param_name", equalTo("slug"));
        patch("/organizations/" + organization, Map.of("plan", "pro")).statusCode(422);
        post("/organizations", Map.of("slug", "nameless")).statusCode(422);
    }

    @Test
    void deletedOrganization_isGone() {
        delete("/organizations/" + organization).body("deleted", equalTo(true));

        get("/organizations/" + organization).statusCode(404).body("errors[0].code", equalTo("resource_not_found"));
        get("/users/user_ada/organization_memberships").body("data", hasSize(1));
    }

    @Test
    void members_areAddedChangedAndRemoved() {
        String members = "/organizations/" + organization + "/memberships";
        post(members, Map.of("user_id", "user_linus", "role", "org:member"))
                .statusCode(200)
                .body("role", equalTo("org:member"));
        post(members, Map.of("user_id", "user_linus", "role", "org:member"))
                .statusCode(400)
                .body("errors[0].code", equalTo("already_a_member_in_organization"));
        post(members, Map.of("user_id", "user_grace", "role", "org:king")).statusCode(422);
        patch(members + "/user_linus", Map.of("role", "org:admin")).body("role", equalTo("org:admin"));
        patch(members + "/user_linus/metadata", Map.of("public_metadata", Map.of("desk", 7)))
                .body("public_metadata.desk", equalTo(7));
        get(members + "?role=org:admin").body("total_count", equalTo(2));

        delete(members + "/user_linus").body("public_user_data.user_id", equalTo("user_linus"));
        get(members).body("total_count", equalTo(1));
    }

    @Test
    void fullOrganization_refusesAMember() {
        patch("/organizations/" + organization, Map.of("max_allowed_memberships", 1));

        post("/organizations/" + organization + "/memberships", Map.of("user_id", "user_linus", "role", "org:member"))
                .statusCode(403)
                .body("errors[0].code", equalTo("organization_membership_quota_exceeded"));
    }

    @Test
    void acceptedInvitation_makesAMember() {
        String invitations = "/organizations/" + organization + "/invitations";
        Map<String, String> wanted = Map.of("email_address", "linus@home.example", "role", "org:member");
        String id = post(invitations, wanted)
                .statusCode(200)
                .body("status", equalTo("pending"))
                .extract()
                .path("id");
        post(invitations, wanted).statusCode(400).body("errors[0].code", equalTo("duplicate_record"));
        get("/organizations/" + organization).body("pending_invitations_count", equalTo(1));
        get("/users/user_linus/organization_invitations").body("data.id", contains(id));
        String browser = signInWithTicket("/sign_in_tokens", Map.of("user_id", "user_linus"));

        page("/me/organization_invitations?status=pending", browser)
                .body("response.data[0].public_organization_data.slug", equalTo("initech"));
        given().post("/dev-clerk/v1/me/organization_invitations/" + id + "/accept?__clerk_db_jwt=" + browser)
                .then()
                .statusCode(200)
                .body("response.status", equalTo("accepted"));

        page("/me/organization_memberships", browser).body("response.data.organization.slug", hasItem("initech"));
        post(invitations + "/" + id + "/revoke", Map.of()).statusCode(400);
    }

    @Test
    void revokedInvitation_isRefused() {
        String invitations = "/organizations/" + organization + "/invitations";
        List<Map<String, String>> wanted = List.of(
                Map.of("email_address", "one@new.example", "role", "org:member"),
                Map.of("email_address", "two@new.example", "role", "org:admin"));
        post(invitations + "/bulk", wanted).statusCode(200).body("data", hasSize(2));
        String id = get(invitations + "?status=pending").extract().path("data[0].id");

        post(invitations + "/" + id + "/revoke", Map.of("requesting_user_id", "user_ada"))
                .body("status", equalTo("revoked"));
        get(invitations + "/" + id).body("status", equalTo("revoked"));
        get(invitations + "?status=pending").body("data", hasSize(1));
    }

    @Test
    void deletedInvitationIsGone() {
        String id = post("/invitations", Map.of("email_address", "gone@new.example"))
                .statusCode(200)
                .extract()
                .path("id");

        delete("/invitations/" + id).body("deleted", equalTo(true));
        delete("/invitations/" + id).statusCode(404);
    }

    @Test
    void domainsAreAddedChangedAndRemoved() {
        String domains = "/organizations/" + organization + "/domains";
        Map<String, ?> wanted =
                Map.of("name", "initech.example", "enrollment_mode", "automatic_invitation", "verified", true);
        String id = post(domains, wanted)
                .statusCode(200)
                .body("verification.status", equalTo("verified"))
                .extract()
                .path("id");
        post(domains, wanted).statusCode(422).body("errors[0].code", equalTo("form_identifier_exists"));
        post(domains, Map.of("name", "other.example", "enrollment_mode", "by_force"))
                .statusCode(422);
        post(domains, Map.of("name", "nodot", "enrollment_mode", "manual_invitation"))
                .statusCode(422);

        patch(domains + "/" + id, Map.of("enrollment_mode", "manual_invitation"))
                .body("enrollment_mode", equalTo("manual_invitation"));
        get(domains).body("data.id", contains(id)).body("total_count", equalTo(1));
        delete("/organizations/org_globex/domains/" + id).statusCode(404);
        delete(domains + "/" + id).body("deleted", equalTo(true));
        patch(domains + "/" + id, Map.of("enrollment_mode", "manual_invitation"))
                .statusCode(404);
    }

    @Test
    void passwordIsChangedAndRemoved() {
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
        String browser =
                signInWithTicket("/actor_tokens", Map.of("user_id", "user_linus", "actor", Map.of("sub", "user_ada")));

        String token = page("/client", browser).extract().path("response.sessions[0].last_active_token.jwt");
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
    void image_isKeptAsADataUrl() {
        asBackend()
                .contentType("multipart/form-data")
                .multiPart("file", "logo.png", new byte[] {1, 2, 3}, "image/png")
                .put("/dev-clerk/v1/organizations/" + organization + "/logo")
                .then()
                .statusCode(200)
                .body("has_image", equalTo(true))
                .body("image_url", equalTo("data:image/png;base64,AQID"));
        asBackend()
                .contentType("multipart/form-data")
                .multiPart("file", "logo.txt", new byte[] {1}, "text/plain")
                .put("/dev-clerk/v1/organizations/" + organization + "/logo")
                .then()
                .statusCode(422);
        delete("/organizations/" + organization + "/logo").body("image_url", startsWith("http://localhost"));
    }

    @Test
    void eachPath_needsTheSecretKey() {
        for (String path :
                List.of("/organizations", "/organization_roles", "/invitations", "/jwt_templates", "/clients")) {
            given().get("/dev-clerk/v1" + path).then().statusCode(401);
        }
    }

    private static String signInWithTicket(String kind, Map<String, ?> wanted) {
        String ticket = post(kind, wanted).statusCode(200).extract().path("token");
        String browser = given().post("/dev-clerk/v1/dev_browser").path("id");
        given().formParam("strategy", "ticket")
                .formParam("ticket", ticket)
                .queryParam("__clerk_db_jwt", browser)
                .post("/dev-clerk/v1/client/sign_ins")
                .then()
                .statusCode(200);
        return browser;
    }

    private static ValidatableResponse page(String path, String browser) {
        return given().queryParam("__clerk_db_jwt", browser)
                .get("/dev-clerk/v1" + path)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse get(String path) {
        return asBackend().get("/dev-clerk/v1" + path).then();
    }

    private static ValidatableResponse post(String path, Object body) {
        return asBackend()
                .contentType("application/json")
                .body(body)
                .post("/dev-clerk/v1" + path)
                .then();
    }

    private static ValidatableResponse patch(String path, Object body) {
        return asBackend()
                .contentType("application/json")
                .body(body)
                .patch("/dev-clerk/v1" + path)
                .then();
    }

    private static ValidatableResponse delete(String path) {
        return asBackend().delete("/dev-clerk/v1" + path).then();
    }

    private static RequestSpecification asBackend() {
        return given().auth().oauth2("sk_test_any");
    }
}
