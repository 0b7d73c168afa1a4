package dev.clerkguard.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.clerkguard.client.BackendCalls.answer;
import static dev.clerkguard.client.BackendCalls.await;
import static dev.clerkguard.client.BackendCalls.received;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;

import dev.clerkguard.clerk.ClerkRequestException;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.ServiceTest;

/** The client that a resource injects, against a Clerk that answers, rejects, fails, hangs and limits. */
@QuarkusTest
@ServiceTest
class ClerkTest {
    private static final String ORGANIZATION =
            "{\"id\":\"%s\",\"name\":\"Acme\",\"slug\":\"acme\",\"public_metadata\":{\"a\":1},\"members_count\":3,\"new\":[{}]}";

    private final String id = ClerkUsers.newId();

    @Inject
    Clerk clerk;

    @AfterEach
    void untilClerkIsAskedAgain() {
        ClerkUsers.untilClerkIsAskedAgain();
    }

    @Test
    void user_isReadWithTheSecretKey() {
        ClerkUsers.answer(id, ClerkStub.json(ClerkUsers.json(id)));

        assertEquals(
                Optional.of("Ada"), await(clerk.users().get(id)).orElseThrow().firstName());
        LoggedRequest call = ClerkUsers.lastCall(id);
        assertEquals("Bearer " + ClerkStub.SECRET_KEY, call.getHeader("Authorization"));
        assertEquals("2026-05-12", call.getHeader("Clerk-API-Version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "user_1?x=1", ""})
    void malformedId_causesNoCall(String other) {
        assertEquals(Optional.empty(), await(clerk.users().get(other)));
        assertEquals(
                404,
                assertThrows(
                                ClerkRequestException.class,
                                () -> await(clerk.memberships().delete("org_1", other)))
                        .clerkStatus());
    }

    @Test
    void unknownUser_isEmpty() {
        ClerkUsers.answer(id, error(404, "resource_not_found"));

        assertEquals(Optional.empty(), await(clerk.users().get(id)));
    }

    @Test
    void users_areListedPageByPage() {
        ClerkStub.server()
                .stubFor(any(urlPathEqualTo("/v1/users"))
                        .withQueryParam("email_address", com.github.tomakehurst.wiremock.client.WireMock.equalTo(id))
                        .willReturn(ClerkStub.json("[" + ClerkUsers.json(id) + ",{\"no\":\"id\"},null]")));

        Page<?> page = await(clerk.users().list(UserFilter.emailAddresses(id), PageRequest.first(3)));
        assertEquals(1, page.items().size());
        assertEquals(Optional.empty(), page.total());
        assertEquals(Optional.of(new PageRequest(3, 3)), page.next());
        LoggedRequest call = received("/v1/users").stream()
                .filter(one -> one.getUrl().contains(id))
                .findFirst()
                .orElseThrow();
        assertEquals("/v1/users?email_address=" + id + "&limit=3&offset=0", call.getUrl());
    }

    @Test
    void organizations_areListedWithTheirTotal() {
        answer(
                "/v1/organizations",
                ClerkStub.json("{\"data\":[" + ORGANIZATION.formatted("org_1") + "],\"total_count\":2}"));

        Page<Organization> first = await(clerk.organizations().list(PageRequest.first(1)));
        assertEquals(Optional.of(2), first.total());
        assertEquals(Optional.of("acme"), first.items().get(0).slug());
        assertEquals(Optional.of(3), first.items().get(0).membersCount());
        assertEquals(1, first.items().get(0).publicMetadata().path("a").asInt());
        assertEquals(
                Optional.empty(),
                await(clerk.organizations().list(first.next().orElseThrow())).next());
    }

    @Test
    void revokedSession_isRefusedAtOnce() {
        String session = "sess_" + id;
        answer("/v1/sessions/" + session + "/revoke", ClerkStub.json("{\"id\":\"" + session + "\",\"user_id\":\"u\"}"));
        String token = Claims.now().with("sid", session).signedBy(ClerkStub.KEY);
        given().auth().oauth2(token).get("/auth/session").then().statusCode(200);

        await(clerk.sessions().revoke(session));

        given().auth()
                .oauth2(token)
                .get("/auth/session")
                .then()
                .statusCode(401)
                .body("reason", equalTo("session-revoked"));
    }

    @Test
    void bannedUser_isRefusedAtOnce() {
        answer("/v1/users/" + id + "/ban", ClerkStub.json(ClerkUsers.json(id)));
        given().auth()
                .oauth2(Claims.now().signedBy(ClerkStub.KEY))
                .post("/other-users/" + id + "/ban")
                .then()
                .statusCode(200)
                .body(equalTo(id));

        given().auth()
                .oauth2(ClerkUsers.token(id))
                .get("/auth/session")
                .then()
                .statusCode(401)
                .body("reason", equalTo("user-banned"));
    }

    @ParameterizedTest
    @CsvSource({"404,404", "409,409", "422,400", "400,400", "403,400"})
    void rejectedChange_isNoErrorOfTheServiceAndHasClerksCode(int status, int answered) {
        answer("/v1/users/" + id + "/ban", error(status, "some_code"));

        ClerkRequestException rejected = assertThrows(
                ClerkRequestException.class, () -> await(clerk.users().ban(id)));
        assertEquals(Map.of(status, "some_code"), Map.of(rejected.clerkStatus(), rejected.code()));
        given().auth()
                .oauth2(Claims.now().signedBy(ClerkStub.KEY))
                .post("/other-users/" + id + "/ban")
                .then()
                .statusCode(answered)
                .contentType("application/problem+json");
    }

    @Test
    void rejectionsThatCallersCause_doNotKeepOthersFromClerk() {
        String other = ClerkUsers.newId();
        ClerkUsers.answer(other, ClerkStub.json(ClerkUsers.json(other)));
        answer("/v1/users/" + id + "/ban", error(403, "not_allowed"));
        for (int i = 0; i < 10; i++) {
            assertThrows(ClerkRequestException.class, () -> await(clerk.users().ban(id)));
        }

        assertEquals(other, await(clerk.users().get(other)).orElseThrow().id());
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(aResponse().withStatus(500), "clerk-unavailable"),
                Arguments.of(ClerkStub.json("<html>"), "clerk-unavailable"),
                Arguments.of(ClerkStub.json("{\"id\":5}"), "clerk-unavailable"),
                Arguments.of(ClerkStub.json(" ".repeat(2_000_000)), "clerk-unavailable"),
                Arguments.of(aResponse().withStatus(429).withHeader("Retry-After", "1"), "clerk-rate-limited"),
                Arguments.of(aResponse().withStatus(401), "secret-key-invalid"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failingClerk_isA503WithItsReason(ResponseDefinitionBuilder answer, String reason) {
        ClerkUsers.answer(id, answer);

        read(id).statusCode(503)
                .body("reason", equalTo(reason))
                .header("Retry-After", org.hamcrest.Matchers.notNullValue());
    }

    @Test
    @Tag("slow")
    void hangingClerk_isA503() {
        failingClerk_isA503WithItsReason(ClerkStub.json("{}").withFixedDelay(60_000), "clerk-unavailable");
    }

    @Test
    void creation_isNotRepeated() {
        String path = "/v1/organizations/org_" + id + "/memberships";
        answer(path, aResponse().withStatus(500));

        assertThrows(
                RuntimeException.class, () -> await(clerk.memberships().create("org_" + id, "user_1", "org:admin")));
        assertEquals(1, received(path).size());
        assertThrows(
                RuntimeException.class,
                () -> await(clerk.memberships().ofOrganization("org_" + id, PageRequest.first(1))));
        assertEquals(3, received(path).size());
    }

    private static ValidatableResponse read(String id) {
        return given().auth()
                .oauth2(Claims.now().signedBy(ClerkStub.KEY))
                .get("/other-users/" + id)
                .then();
    }

    private static ResponseDefinitionBuilder error(int status, String code) {
        return ClerkStub.json("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"m\"}]}")
                .withStatus(status);
    }
}
