package dev.clerkguard.token;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.http.Headers;

import dev.clerkguard.testing.Attack;
import dev.clerkguard.testing.Attacks;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceTest;

@QuarkusTest
@ServiceTest
class AttacksOverHttpTest {
    @TestHTTPResource("/auth/session")
    URI session;

    static Stream<Attack> attacks() {
        return Attacks.all().stream().filter(Attack::fitsIntoAHeader);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void attack_isRefusedWithItsReasonAndWithoutTheToken(Attack attack) {
        given().header("Authorization", "Bearer " + attack.token())
                .get("/auth/session")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Bearer error=\"invalid_token\""))
                .header("x-clerk-auth-reason", attack.reason().code())
                .header("Cache-Control", "no-store")
                .body("reason", equalTo(attack.reason().code()))
                .body("status", equalTo(401))
                .body("detail", notNullValue())
                .body(not(containsString(attack.token())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer   ", "Basic dXNlcjpwYXNz", "Digest username=\"x\""})
    void noBearerToken_challengeHasNoError(String header) {
        given().header("Authorization", header)
                .get("/auth/session")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("reason", equalTo("session-token-missing"));
    }

    @Test
    void tokenWithoutAScheme_isInvalid() {
        refusedAsInvalid(List.of(Claims.now().signedBy(ClerkStub.KEY)));
    }

    @Test
    void textAfterTheToken_isInvalid() {
        refusedAsInvalid(List.of("Bearer " + Claims.now().signedBy(ClerkStub.KEY) + " more"));
    }

    @Test
    void twoAuthorizationHeaders_areInvalid() {
        String bearer = "Bearer " + Claims.now().signedBy(ClerkStub.KEY);
        refusedAsInvalid(List.of(bearer, bearer));
        refusedAsInvalid(List.of("Basic dXNlcjpwYXNz", bearer));
    }

    @Test
    void scheme_isReadInAnyCase() {
        given().header("Authorization", "bEARER  " + Claims.now().signedBy(ClerkStub.KEY))
                .get("/auth/session")
                .then()
                .statusCode(200);
    }

    /** An accepted token is looked up by the end of its signature. */
    @Test
    void signatureOfAnAcceptedToken_isWorthNothingForOtherClaims() {
        String[] accepted = Claims.now().signedBy(ClerkStub.KEY).split("\\.");
        String[] other =
                Claims.now().with("sub", "user_other").signedBy(ClerkStub.KEY).split("\\.");
        for (int i = 0; i < 3; i++) {
            given().auth()
                    .oauth2(String.join(".", accepted))
                    .get("/auth/session")
                    .then()
                    .statusCode(200);
        }

        given().auth()
                .oauth2(other[0] + "." + other[1] + "." + accepted[2])
                .get("/auth/session")
                .then()
                .statusCode(401)
                .body("reason", equalTo("token-invalid-signature"));
    }

    @Test
    void cookieWhereCookiesAreOff_isIgnored() {
        given().cookie("__session", Claims.now().signedBy(ClerkStub.KEY))
                .get("/auth/session")
                .then()
                .statusCode(401)
                .body("reason", equalTo("session-token-missing"));
    }

    @Test
    void endlessHeader_isRefusedBeforeItIsRead() throws IOException {
        String answer = "";
        try (Socket socket = new Socket(session.getHost(), session.getPort())) {
            socket.setSoTimeout(10_000);
            String head = "GET /auth/session HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ";
            socket.getOutputStream().write((head + "a".repeat(40_000)).getBytes(StandardCharsets.US_ASCII));
            answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        } catch (SocketException e) {
            // The service may have hung up with the rest unread, and then its answer is lost on the way.
            assertEquals("", answer);
            return;
        }
        assertEquals("HTTP/1.1 431", answer);
    }

    @Test
    void longTokenWithinTheHeaderLimit_isInvalid() {
        refusedAsInvalid(List.of("Bearer " + "a".repeat(BearerTokenExtractor.LONGEST + 1)));
    }

    private static void refusedAsInvalid(List<String> authorization) {
        Headers headers = new Headers(authorization.stream()
                .map(value -> new Header("Authorization", value))
                .toList());
        given().headers(headers)
                .get("/auth/session")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("reason", equalTo("token-invalid"));
    }
}
