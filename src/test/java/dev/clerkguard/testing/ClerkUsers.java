package dev.clerkguard.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;

/** Users at the Clerk of {@link ClerkStub}: each test makes its own, so that no test sees another's. */
public final class ClerkUsers {
    private ClerkUsers() {}

    /** An id that no other test has. */
    public static String newId() {
        return "user_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** Waits until the service calls the Backend API again, after a test that opened the circuit breaker or a back-off. */
    public static void untilClerkIsAskedAgain() {
        String other = newId();
        answer(other, ClerkStub.json(json(other)));
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .atMost(Duration.ofSeconds(20))
                .until(() -> given().auth().oauth2(token(other)).get("/auth/me").statusCode() == 200);
    }

    public static String token(String userId) {
        return Claims.now().with("sub", userId).signedBy(ClerkStub.KEY);
    }

    public static void answer(String userId, ResponseDefinitionBuilder response) {
        ClerkStub.server().stubFor(get(urlPathEqualTo(path(userId))).willReturn(response));
    }

    public static int calls(String userId) {
        return ClerkStub.server()
                .findAll(getRequestedFor(urlPathEqualTo(path(userId))))
                .size();
    }

    /** First one answer, then the other. */
    public static void answerInTurn(String userId, ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
        String scenario = "in turn " + userId;
        ClerkStub.server()
                .stubFor(get(urlPathEqualTo(path(userId)))
                        .inScenario(scenario)
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(first)
                        .willSetStateTo("then"));
        ClerkStub.server()
                .stubFor(get(urlPathEqualTo(path(userId)))
                        .inScenario(scenario)
                        .whenScenarioStateIs("then")
                        .willReturn(then));
    }

    public static LoggedRequest lastCall(String userId) {
        List<LoggedRequest> calls = ClerkStub.server().findAll(getRequestedFor(urlPathEqualTo(path(userId))));
        return calls.get(calls.size() - 1);
    }

    /** Active sessions, each until it is revoked. */
    public static void sessions(String userId, String... ids) {
        answerToSessions(userId, ClerkStub.json("[]"));
        String active = Stream.of(ids)
                .map(id -> "{\"object\":\"session\",\"id\":\"" + id + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        ClerkStub.server()
                .stubFor(get(urlPathEqualTo("/v1/sessions"))
                        .withQueryParam("user_id", equalTo(userId))
                        .withQueryParam("status", equalTo("active"))
                        .willReturn(ClerkStub.json(active)));
        Stream.of(ids).forEach(id -> ClerkStub.server()
                .stubFor(post("/v1/sessions/" + id + "/revoke").willReturn(ClerkStub.json("{}"))));
    }

    public static void answerToSessions(String userId, ResponseDefinitionBuilder response) {
        ClerkStub.server()
                .stubFor(get(urlPathEqualTo("/v1/sessions"))
                        .withQueryParam("user_id", equalTo(userId))
                        .willReturn(response));
    }

    public static int revocations(String sessionId) {
        return ClerkStub.server()
                .findAll(postRequestedFor(urlPathEqualTo("/v1/sessions/" + sessionId + "/revoke")))
                .size();
    }

    private static String path(String userId) {
        return "/v1/users/" + userId;
    }

    /** As Clerk writes it, with members and values that this service has never heard of. */
    public static String json(String userId) {
        return """
                {
                  "id": "%s", "object": "user", "external_id": null, "username": "ada",
                  "first_name": "Ada", "last_name": "Lovelace", "locale": null,
                  "image_url": "https://img.example.test/ada.png", "has_image": true,
                  "primary_email_address_id": "idn_2", "primary_phone_number_id": "idn_3",
                  "primary_web3_wallet_id": null,
                  "email_addresses": [
                    {"id": "idn_1", "object": "email_address", "email_address": "old@example.test",
                     "verification": null, "linked_to": []},
                    {"id": "idn_2", "object": "email_address", "email_address": "ada@example.test",
                     "verification": {"status": "verified", "strategy": "carrier_pigeon", "attempts": null}}
                  ],
                  "phone_numbers": [
                    {"id": "idn_3", "phone_number": "+15555550100", "verification": {"status": "not_yet_invented"}}
                  ],
                  "external_accounts": [
                    {"id": "eac_1", "object": "external_account", "provider": "oauth_google",
                     "provider_user_id": "1234", "email_address": "ada@example.test", "approved_scopes": "email",
                     "verification": {"status": "verified"}}
                  ],
                  "public_metadata": {"tier": "gold"}, "private_metadata": {"note": "not-for-the-user"},
                  "unsafe_metadata": {"theme": "dark"},
                  "password_enabled": true, "two_factor_enabled": false, "totp_enabled": false,
                  "backup_code_enabled": false, "banned": false, "locked": false,
                  "delete_self_enabled": true, "create_organization_enabled": true,
                  "created_at": 1700000000000, "updated_at": 1700000001000, "last_sign_in_at": 1700000002000,
                  "last_active_at": null, "a_member_from_the_future": {"deep": [1, 2, 3]}
                }
                """.formatted(userId);
    }
}
