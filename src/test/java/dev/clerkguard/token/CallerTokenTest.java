package dev.clerkguard.token;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.MachineStub;
import dev.clerkguard.testing.ServiceTest;

/** Which requests of a REST client have the caller's token. */
@QuarkusTest
@ServiceTest
class CallerTokenTest {
    private final String id = UUID.randomUUID().toString();
    private final String token = Claims.now().signedBy(ClerkStub.KEY);

    @Inject
    @RestClient
    Downstream downstream;

    @BeforeEach
    void otherService() {
        ClerkStub.server().stubFor(get(urlPathEqualTo("/downstream/" + id)).willReturn(ok("done")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reactive", "blocking", "public"})
    void verifiedToken_isPassedOnAndNothingElse(String how) {
        given().auth()
                .oauth2(token)
                .header("X-Of-The-Caller", "1")
                .cookie("__session", "other")
                .get("/other-downstream/" + id + "/" + how)
                .then()
                .statusCode(200)
                .body(equalTo("done"));

        LoggedRequest received = received().get(0);
        assertEquals(
                List.of("Bearer " + token), received.header("Authorization").values());
        assertFalse(received.containsHeader("Cookie"));
        assertFalse(received.containsHeader("X-Of-The-Caller"));
    }

    @Test
    void headerOfTheCall_isKept() {
        given().auth()
                .oauth2(token)
                .get("/other-downstream/" + id + "/own-token")
                .then()
                .statusCode(200);

        assertEquals(
                List.of("Bearer own"), received().get(0).header("Authorization").values());
    }

    @Test
    void publicMethodWithoutAToken_sendsNone() {
        given().get("/other-downstream/" + id + "/public").then().statusCode(200);

        assertFalse(received().get(0).containsHeader("Authorization"));
    }

    @Test
    void publicMethodWithAnExpiredToken_sendsNothing() {
        given().auth()
                .oauth2(Claims.at(Instant.now().minusSeconds(600)).signedBy(ClerkStub.KEY))
                .get("/other-downstream/" + id + "/public")
                .then()
                .statusCode(401)
                .body("reason", equalTo("token-expired"));

        assertEquals(List.of(), received());
    }

    @Test
    void apiKey_isNotPassedOn() {
        String secret = MachineStub.newSecret(TokenType.API_KEY);
        ClerkStub.server()
                .stubFor(post("/v1/api_keys/verify")
                        .withRequestBody(containing(secret))
                        .willReturn(MachineStub.ok(MachineStub.valid(TokenType.API_KEY))));
        given().auth()
                .oauth2(secret)
                .get("/other-downstream/" + id + "/machine")
                .then()
                .statusCode(200);

        assertFalse(received().get(0).containsHeader("Authorization"));
    }

    @Test
    void callOutsideOfARequest_sendsNone() {
        assertEquals("done", downstream.await(id));

        assertFalse(received().get(0).containsHeader("Authorization"));
    }

    private List<LoggedRequest> received() {
        return ClerkStub.server().findAll(getRequestedFor(urlPathEqualTo("/downstream/" + id)));
    }
}
