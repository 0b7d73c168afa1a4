package dev.clerkguard.standin;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;

/** Invited people sign up and in with the ticket of their invitation, as clerk-js does. */
@QuarkusTest
@TestProfile(StandInTest.DevMode.class)
class InvitationTicketTest {
    private static final String PAGE = "http://localhost:5173/#/welcome";

    @Inject
    EventLog log;

    private String organization;
    private Browser browser;

    @BeforeEach
    void createOrganization() {
        organization = backend("/organizations", Map.of("name", "Hooli", "slug", "hooli", "created_by", "user_ada"))
                .path("id");
        browser = Browser.open();
    }

    @AfterEach
    void reset() {
        given().post("/dev-clerk/reset").then().statusCode(204);
    }

    @Test
    void invitation_redirectsToItsPageWithATicket() {
        String url = invite("new@home.example").path("url");

        URI destination = destination(url);

        assertEquals("localhost", destination.getHost());
        assertEquals("/welcome", destination.getFragment());
        assertTrue(destination.getQuery().contains("__clerk_status=sign_up"), destination.toString());
        assertTrue(destination.getQuery().contains("__clerk_ticket=" + ticket(url)), destination.toString());
        String known = destination(invite("linus@home.example").path("url")).getQuery();
        assertTrue(known.contains("__clerk_status=sign_in"), known);
    }

    @Test
    void invitationWithoutAPage_isRefused() {
        String url = backend("/invitations", Map.of("email_address", "lost@home.example"))
                .path("url");

        given().redirects()
                .follow(false)
                .get(URI.create(url).getPath() + "?" + URI.create(url).getQuery())
                .then()
                .statusCode(422);
        given().get("/dev-clerk/v1/tickets/accept?ticket=none")
                .then()
                .statusCode(400)
                .body("errors[0].code", equalTo("ticket_invalid_code"));
    }

    @Test
    void ticketOfAnOrganization_signsUpAsAMember() {
        List<String> events = new CopyOnWriteArrayList<>();
        log.events().subscribe().with(event -> events.add(event.path("type").asText()));
        Response invitation = invite("erlich@home.example");
        String ticket = ticket(invitation.path("url"));

        String attempt = browser.post("/client/sign_ups", "strategy", "ticket", "ticket", ticket)
                .statusCode(200)
                .body("response.status", equalTo("missing_requirements"))
                .body("response.email_address", equalTo("erlich@home.example"))
                .body("response.missing_fields", contains("password"))
                .body("response.unverified_fields", empty())
                .extract()
                .path("response.id");
        String user = browser.post(
                        "/client/sign_ups/" + attempt + "?_method=PATCH",
                        "strategy",
                        "ticket",
                        "ticket",
                        ticket,
                        "password",
                        "long enough",
                        "email_address",
                        "another@home.example")
                .statusCode(200)
                .body("response.status", equalTo("complete"))
                .body("response.email_address", equalTo("erlich@home.example"))
                .body("client.sessions[0].last_active_organization_id", equalTo(organization))
                .extract()
                .path("response.created_user_id");

        ValidatableResponse members =
                BackendRequests.get("/organizations/" + organization + "/memberships?role=org:member");
        members.body("data.public_user_data.user_id", contains(user))
                .body("data[0].public_metadata.team", equalTo("sales"));
        BackendRequests.get("/organizations/" + organization + "/invitations/" + invitation.path("id"))
                .body("status", equalTo("accepted"));
        await().until(() -> events.containsAll(List.of(
                "organizationInvitation.created",
                "user.created",
                "organizationInvitation.accepted",
                "organizationMembership.created",
                "session.created")));
        browser.post("/client/sign_ups", "strategy", "ticket", "ticket", ticket)
                .statusCode(400)
                .body("errors[0].code", equalTo("ticket_invalid_code"));
    }

    @Test
    void ticketOfTheApplication_givesItsMetadataToTheUser() {
        Response invitation = backend(
                "/invitations",
                Map.of("email_address", "gavin@home.example", "public_metadata", Map.of("tier", "gold")));

        String user = browser.post(
                        "/client/sign_ups",
                        "strategy",
                        "ticket",
                        "ticket",
                        ticket(invitation.path("url")),
                        "password",
                        "long enough",
                        "first_name",
                        "Gavin")
                .body("response.status", equalTo("complete"))
                .extract()
                .path("response.created_user_id");

        BackendRequests.get("/users/" + user)
                .body("first_name", equalTo("Gavin"))
                .body("public_metadata.tier", equalTo("gold"))
                .body("email_addresses[0].verification.status", equalTo("verified"));
        BackendRequests.get("/invitations?status=accepted").body("email_address", contains("gavin@home.example"));
    }

    @Test
    void ticketOfAnExistingUser_signsIn() {
        String ticket = ticket(invite("linus@home.example").path("url"));
        browser.post("/client/sign_ups", "strategy", "ticket", "ticket", ticket)
                .statusCode(422)
                .body("errors[0].code", equalTo("form_identifier_exists"));

        browser.post("/client/sign_ins", "strategy", "ticket", "ticket", ticket)
                .statusCode(200)
                .body("response.status", equalTo("complete"));

        BackendRequests.get("/users/user_linus/organization_memberships")
                .body("data.organization.slug", hasItem("hooli"));
    }

    @Test
    void revokedInvitation_hasNoValidTicket() {
        Response invitation = invite("late@home.example");
        backend("/organizations/" + organization + "/invitations/" + invitation.path("id") + "/revoke", Map.of());

        browser.post("/client/sign_ups", "strategy", "ticket", "ticket", ticket(invitation.path("url")))
                .statusCode(400)
                .body("errors[0].code", equalTo("ticket_invalid_code"));
        browser.post("/client/sign_ins", "strategy", "ticket", "ticket", ticket(invitation.path("url")))
                .statusCode(400);
    }

    @Test
    void fullOrganization_createsNoUser() {
        String ticket = ticket(invite("many@home.example").path("url"));
        BackendRequests.patch("/organizations/" + organization, Map.of("max_allowed_memberships", 1))
                .statusCode(200);

        browser.post("/client/sign_ups", "strategy", "ticket", "ticket", ticket, "password", "long enough")
                .statusCode(403)
                .body("errors[0].code", equalTo("organization_membership_quota_exceeded"));

        BackendRequests.get("/users?email_address=many@home.example").body("$", empty());
    }

    private Response invite(String address) {
        return backend(
                "/organizations/" + organization + "/invitations",
                Map.of(
                        "email_address",
                        address,
                        "role",
                        "org:member",
                        "redirect_url",
                        PAGE,
                        "public_metadata",
                        Map.of("team", "sales")));
    }

    private static URI destination(String url) {
        return URI.create(given().redirects()
                .follow(false)
                .get(URI.create(url).getPath() + "?" + URI.create(url).getQuery())
                .then()
                .statusCode(303)
                .extract()
                .header("Location"));
    }

    private static String ticket(String url) {
        return url.substring(url.indexOf("ticket=") + "ticket=".length());
    }

    private static Response backend(String path, Map<String, ?> body) {
        return BackendRequests.post(path, body).statusCode(200).extract().response();
    }
}
