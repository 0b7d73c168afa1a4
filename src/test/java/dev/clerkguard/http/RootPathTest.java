package dev.clerkguard.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import dev.clerkguard.testing.BelowPaths;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.RawHttp;
import dev.clerkguard.testing.RawHttp.Answer;
import dev.clerkguard.testing.ServiceTest;
import dev.clerkguard.testing.WebhookDelivery;

/** The guard holds below a root path and a path of Quarkus REST, also where the application augments identities. */
@QuarkusTest
@ServiceTest
@TestProfile(BelowPaths.class)
class RootPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/guard/api/auth/session",
                "/guard/api/auth/verify",
                "/guard/api/inherited/siblings/shops/1",
                "/guard/other/route",
                "/guard//other/route",
                "/guard/other/%72oute",
                "/guard/other/router",
                "/guard/other/regex/7",
                "/guard/files/report.txt",
                "/guard/graphql?query=%7Binvoice%7D"
            })
    void requestWithoutAToken_isRefused(String path) {
        Answer answer = get(path);

        assertEquals(401, answer.status(), answer.body());
        assertEquals("session-token-missing", answer.header("x-clerk-auth-reason"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/guard/api/auth/session", "/guard/other/route", "/guard/other/router", "/guard/files/report.txt"
            })
    void requestWithAToken_isServed(String path) {
        assertEquals(200, get(path, token()).status());
    }

    @ParameterizedTest
    @CsvSource({"/guard/api, 200", "/guard/api/, 200", "/guard/other/public/page, 200", "/guard/api/nothing, 404"})
    void publicAddress_needsNoToken(String path, int status) {
        assertEquals(status, get(path).status());
    }

    @Test
    void preflightOfForwardAuth_needsAToken() {
        String[] preflight = {
            "OPTIONS /guard/api/auth/verify HTTP/1.1",
            "Host: localhost",
            "Origin: " + Claims.ORIGIN,
            "Access-Control-Request-Method: POST"
        };
        assertEquals(401, RawHttp.send(RestAssured.port, preflight).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "OPTIONS", "INVENTED"})
    void forwardAuth_answersEveryMethodAsGet(String method) {
        Answer answer =
                RawHttp.send(RestAssured.port, method + " /guard/api/auth/verify HTTP/1.1", "Host: localhost", token());

        assertEquals(204, answer.status(), answer.body());
    }

    @Test
    void forwardAuthOfAProxyThatAppendsThePath_isDecidedByTheAddress() {
        assertEquals(
                200,
                get("/guard/api/auth/verify?status=200&original=/../..?accepts=any", token())
                        .status());
        assertEquals(
                401, get("/guard/api/auth/verify?status=200&original=/../..").status());
        assertEquals(400, get("/guard/api/auth/verify/../../").status());
        assertEquals(400, get("/guard/api/auth/verify/?accepts=any", token()).status());
    }

    @Test
    void preflightElsewhere_isAnsweredWithoutAToken() {
        Answer answer = RawHttp.send(
                RestAssured.port,
                "OPTIONS /guard/api/auth/session HTTP/1.1",
                "Host: localhost",
                "Origin: " + Claims.ORIGIN,
                "Access-Control-Request-Method: GET");

        assertEquals(200, answer.status());
        assertNull(answer.header("x-clerk-auth-reason"));
    }

    @Test
    void methodThatIsNotAllowed_isAnsweredWithTheAllowedOnes() {
        Answer answer = RawHttp.send(RestAssured.port, "DELETE /guard/api/auth/session HTTP/1.1", "Host: localhost");

        assertEquals(405, answer.status());
        assertEquals(
                Set.of("GET", "HEAD", "OPTIONS"), Set.of(answer.header("Allow").split(", ?")));
    }

    @Test
    void acceptHeaderThatCannotBeMet_isJudgedAfterTheToken() {
        assertEquals(401, get("/guard/api/auth/session", "Accept: text/html").status());
        assertEquals(406, get("/guard/api/", "Accept: image/png").status());
        assertEquals(
                406,
                get("/guard/api/auth/session", "Accept: text/html", token()).status());
    }

    @Test
    void webhook_isReceivedBelowTheRootPath() {
        WebhookDelivery delivery = WebhookDelivery.of("sms.created", "{}");
        String body = delivery.text();
        Answer answer = RawHttp.answers(
                        RestAssured.port,
                        1,
                        String.join(
                                        "\r\n",
                                        "POST /guard/webhooks/clerk HTTP/1.1",
                                        "Host: localhost",
                                        "Content-Type: application/json",
                                        "svix-id: " + delivery.id(),
                                        "svix-timestamp: " + delivery.timestamp(),
                                        "svix-signature: " + delivery.signature(),
                                        "Content-Length: " + body.length())
                                + "\r\n\r\n"
                                + body)
                .get(0);

        assertEquals(204, answer.status(), answer.body());
    }

    private static Answer get(String path, String... headers) {
        String[] lines = new String[headers.length + 2];
        lines[0] = "GET " + path + " HTTP/1.1";
        lines[1] = "Host: localhost";
        System.arraycopy(headers, 0, lines, 2, headers.length);
        return RawHttp.send(RestAssured.port, lines);
    }

    private static String token() {
        return "Authorization: Bearer " + Claims.now().signedBy(ClerkStub.KEY);
    }
}
