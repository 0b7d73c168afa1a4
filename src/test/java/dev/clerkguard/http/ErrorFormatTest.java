package dev.clerkguard.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;

import dev.clerkguard.problem.Problem;
import dev.clerkguard.problem.Problems;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.Http2Connection;
import dev.clerkguard.testing.LogLines;
import dev.clerkguard.testing.RawHttp;
import dev.clerkguard.testing.RawHttp.Answer;
import dev.clerkguard.testing.ServiceTest;
import dev.clerkguard.testing.WebhookDelivery;

/** Every error has a problem as its body, from the router, from a filter and from a resource. */
@QuarkusTest
@ServiceTest
class ErrorFormatTest {
    private static final String HOST = "Host: x";
    private static final String STRANGER = "Origin: https://evil.example";
    private static final String LARGE = "Content-Length: 99999999";

    @ParameterizedTest
    @CsvSource({
        "404, not-found, GET, /nothing",
        "404, not-found, GET, /favicon.ico",
        "404, not-found, GET, /q/nothing",
        "404, not-found, GET, /auth%2Fsession",
        "404, not-found, GET, auth/session",
        "404, not-found, OPTIONS, *",
        "400, bad-request, GET, ?x",
        "405, method-not-allowed, DELETE, /auth/session",
        "405, method-not-allowed, TRACE, /auth/session",
        "405, method-not-allowed, INVENTED, /",
        "405, method-not-allowed, GET, /webhooks/clerk"
    })
    void unknownPathOrMethod_isAProblem(int status, String reason, String method, String target) {
        Answer answer = problem(status, reason, method + " " + target + " HTTP/1.1", HOST);

        assertEquals(status == 405, answer.header("Allow") != null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE /auth/session | GET, HEAD, OPTIONS",
                "GET /auth/sign-out-everywhere | OPTIONS, POST",
                "DELETE /auth/session/;a=b | GET, HEAD, OPTIONS",
                "POST / | GET, HEAD, OPTIONS",
                "GET /webhooks/clerk | POST"
            })
    void methodThatIsNotAllowed_isAnsweredWithTheAllowedOnes(String request, String allowed) {
        Answer answer = problem(405, "method-not-allowed", request + " HTTP/1.1", HOST);

        assertEquals(Set.of(allowed.split(", ")), Set.of(answer.header("Allow").split(", ?")));
    }

    @Test
    void methodThatASubResourceDoesNotAllow_isAnsweredWithTheAllowedOnes() {
        Answer answer =
                problem(405, "method-not-allowed", "DELETE /inherited/siblings/shops/1 HTTP/1.1", HOST, token());

        assertEquals(
                Set.of("GET", "HEAD", "OPTIONS"), Set.of(answer.header("Allow").split(", ?")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png", "nonsense"})
    void requestWithoutAToken_isUnauthorizedForEveryAcceptHeader(String accept) {
        problem(401, "session-token-missing", "GET /auth/session HTTP/1.1", HOST, "Accept: " + accept);
        problem(401, "session-token-missing", "GET /inherited/type HTTP/1.1", HOST, "Accept: " + accept);
        problem(
                401,
                "token-invalid",
                "GET /auth/session HTTP/1.1",
                HOST,
                "Accept: " + accept,
                "Authorization: Bearer garbage");
        problem(404, "not-found", "GET /nothing HTTP/1.1", HOST, "Accept: " + accept);
    }

    @Test
    void requestWithoutATokenAndWithAnUnknownType_isUnauthorized() {
        problem(
                401,
                "session-token-missing",
                "POST /shapes/plain/body HTTP/1.1",
                HOST,
                "Content-Type: text/csv",
                "Content-Length: 0");
    }

    @Test
    void publicEndpoint_isNotAcceptableBeforeAnAuthentication() {
        problem(406, "not-acceptable", "GET / HTTP/1.1", HOST, "Accept: image/png");
        problem(406, "not-acceptable", "GET / HTTP/1.1", HOST, "Accept: image/png", "Authorization: Bearer garbage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "nonsense", ";;;"})
    void unacceptableType_isAProblem(String accept) {
        problem(406, "not-acceptable", "GET /auth/session HTTP/1.1", HOST, "Accept: " + accept, token());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "nonsense", ";;;"})
    void unsupportedMediaType_isAProblem(String type) {
        problem(
                415,
                "unsupported-media-type",
                "POST /shapes/plain/body HTTP/1.1",
                HOST,
                token(),
                "Content-Type: " + type,
                "Content-Length: 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /shapes/plain/body", "POST /webhooks/clerk", "GET /auth/session", "PUT /nothing"})
    void tooLargeBody_isAProblem(String request) {
        Answer answer = problem(413, "request-entity-too-large", request + " HTTP/1.1", HOST, token(), LARGE);

        assertEquals("close", answer.header("Connection"));
    }

    /** A client reads after it has written all. If the connection were closed at once, the answer would be lost. */
    @RepeatedTest(20)
    void clientThatSendsAllOfATooLargeBody_readsTheAnswer() {
        String body = " ".repeat(3_000_000);
        for (String request : List.of("POST /webhooks/clerk", "POST /shapes/plain/body")) {
            String lines =
                    String.join("\r\n", request + " HTTP/1.1", HOST, token(), "Content-Length: " + body.length());
            assertEquals(
                    413,
                    RawHttp.answers(RestAssured.port, 1, lines + "\r\n\r\n" + body)
                            .get(0)
                            .status());
        }
    }

    /** Any client can reset streams, so a reset must not fill the log. */
    @Test
    void resetStream_isNotLoggedAsAnError() throws IOException {
        WebhookDelivery delivery = WebhookDelivery.of("sms.created", "{}");
        String[] headers = {
            "svix-id", delivery.id(),
            "svix-timestamp", delivery.timestamp(),
            "svix-signature", delivery.signature()
        };
        try (LogLines log = LogLines.of(Problems.class);
                Http2Connection connection = new Http2Connection(RestAssured.port)) {
            int stream = connection.post("/webhooks/clerk", headers);
            connection.data(stream, new byte[10]);
            connection.reset(stream);
            connection.next(Http2Connection.DATA, connection.post("/nothing", "content-length", "99999999"));

            assertEquals(List.of(), log.all());
        }
    }

    @Test
    void requestWithoutAHost_isAProblem() {
        problem(400, "bad-request", "GET /auth/session HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /auth/session", "POST /auth/verify", "GET /", "GET /nothing", "POST /webhooks/clerk"})
    void pageOfAnotherOrigin_isRefusedWithAProblem(String request) {
        problem(403, "forbidden", request + " HTTP/1.1", HOST, STRANGER, token());
        problem(403, "forbidden", request + " HTTP/1.1", HOST, "Origin: null");
        problem(403, "forbidden", request + " HTTP/1.1", HOST, "Origin: " + Claims.ORIGIN + ".evil.example");
    }

    @Test
    void preflightOfAnotherOrigin_isRefused() {
        Answer answer = problem(
                403,
                "forbidden",
                "OPTIONS /auth/session HTTP/1.1",
                HOST,
                STRANGER,
                "Access-Control-Request-Method: GET");

        assertNull(answer.header("Access-Control-Allow-Origin"));
        assertNull(answer.header("Access-Control-Allow-Methods"));
    }

    /** Quarkus' own filter cannot compare such a host and fails: service names like this are common in Compose files. */
    @Test
    void otherOriginWithAnInvalidHostName_isRefused() {
        problem(
                403,
                "forbidden",
                "GET /auth/session HTTP/1.1",
                "Host: clerk_guard:8080",
                "Origin: http://evil.example");
    }

    @Test
    void otherOriginWithoutAHost_isRefused() {
        problem(403, "forbidden", "GET /auth/session HTTP/1.0", "Origin: http://null");
    }

    @Test
    void pageOfTheSameOrigin_isAccepted() {
        Answer answer = RawHttp.send(
                RestAssured.port,
                "GET /auth/session HTTP/1.1",
                "Host: localhost:8080",
                "Origin: http://localhost:8080",
                token());

        assertEquals(200, answer.status());
    }

    /**
     * Bytes that are no HTTP request do not reach the application. The HTTP server answers them with a status and no body.
     * This test notices if that changes.
     */
    @ParameterizedTest
    @CsvSource({
        "400, GET /auth/verify?role=%zz HTTP/1.1",
        "400, GET /auth/%zz HTTP/1.1",
        "400, GET /auth/session?{} HTTP/1.1",
        "400, GET /auth session HTTP/1.1",
        "400, GET /auth/session NONSENSE",
        "431, GET / HTTP/1.1#X: long",
        "414, GET /long HTTP/1.1",
        "400, GET / HTTP/1.1#no colon",
        "400, POST / HTTP/1.1#Content-Length: -1",
        "400, POST / HTTP/1.1#Content-Length: 1#Content-Length: 2",
        "400, POST / HTTP/1.1#Content-Length: 1#Transfer-Encoding: chunked"
    })
    void malformedRequest_isRefusedWithoutABody(int status, String request) {
        String lines = request.replace("X: long", "X: " + "x".repeat(20_000)).replace("long", "x".repeat(5_000));
        Answer answer = RawHttp.send(RestAssured.port, (lines + "#" + HOST + "#" + token()).split("#"));

        assertEquals(status, answer.status());
        assertEquals("", answer.body());
    }

    private static Answer problem(int status, String reason, String... lines) {
        return problem(RawHttp.send(RestAssured.port, lines), status, reason);
    }

    private static Answer problem(Answer answer, int status, String reason) {
        assertEquals(status, answer.status(), answer.body());
        assertEquals(Problem.MEDIA_TYPE, answer.header("Content-Type"));
        assertEquals("no-store", answer.header("Cache-Control"));
        JsonObject problem = new JsonObject(answer.body());
        assertEquals(status, problem.getInteger("status"));
        assertEquals(reason, problem.getString("reason"));
        assertThat(answer.body(), not(containsString("eyJ")));
        return answer;
    }

    private static String token() {
        return "Authorization: Bearer " + Claims.now().signedBy(ClerkStub.KEY);
    }
}
