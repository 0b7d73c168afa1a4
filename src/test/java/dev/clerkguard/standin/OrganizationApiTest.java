package dev.clerkguard.standin;

import static dev.clerkguard.standin.BackendRequests.asBackend;
import static dev.clerkguard.standin.BackendRequests.delete;
import static dev.clerkguard.standin.BackendRequests.get;
import static dev.clerkguard.standin.BackendRequests.patch;
import static dev.clerkguard.standin.BackendRequests.post;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Organisations, members, invitations and domains at the Backend API, without Clerk's client. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class OrganizationApiTest {
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
        Browser browser = Browser.open();
        browser.signInWithTicket(BackendRequests.createTicket("user_linus"));

        browser.get("/me/organization_invitations?status=pending")
                .statusCode(200)
                .body("response.data[0].public_organization_data.slug", equalTo("initech"));
        browser.post("/me/organization_invitations/" + id + "/accept")
                .statusCode(200)
                .body("response.status", equalTo("accepted"));

        browser.get("/me/organization_memberships")
                .statusCode(200)
                .body("response.data.organization.slug", hasItem("initech"));
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
    void domains_areAddedChangedAndRemoved() {
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
}
