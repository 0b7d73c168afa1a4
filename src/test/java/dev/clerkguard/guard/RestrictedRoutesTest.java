package dev.clerkguard.guard;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceTest;

/** The security annotations on the methods of routes, GraphQL and WebSockets. */
@QuarkusTest
@ServiceTest
class RestrictedRoutesTest {
    private static final String CLOSED = "closed";

    private static String token(String permission) {
        return Claims.now()
                .with("o", Map.of("id", "org_1", "rol", "member", "per", permission, "fpm", "1"))
                .with("fea", "o:invoices")
                .signedBy(ClerkStub.KEY);
    }

    private static RequestSpecification with(String permission) {
        return given().auth().preemptive().oauth2(token(permission));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/other/restricted", "/other/restricted-uni"})
    void routeMethod_requiresThePermission(String path) {
        with("create").get(path).then().statusCode(200).body(equalTo("a route"));
        with("read")
                .get(path)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("reason", equalTo("permission-missing"));
        given().get(path).then().statusCode(401);
    }

    @Test
    void graphQlQuery_requiresThePermission() {
        String query = "{\"query\":\"{secret}\"}";
        with("create")
                .contentType("application/json")
                .body(query)
                .post("/graphql")
                .then()
                .body("data.secret", equalTo("a secret"));
        with("read")
                .contentType("application/json")
                .body(query)
                .post("/graphql")
                .then()
                .body(not(containsString("a secret")))
                .body("errors.size()", equalTo(1));
    }

    @Test
    void webSocketMessage_requiresThePermission() throws Exception {
        assertEquals("hello " + Claims.USER_ID, echo(token("create")));
        assertEquals(CLOSED, echo(token("read")));
    }

    /** The first text that the socket sends back; "closed" when it ends instead. */
    private static String echo(String token) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(
                        URI.create("ws://localhost:" + RestAssured.port + "/other/restricted-socket"),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                                answer.complete(data.toString());
                                return null;
                            }

                            @Override
                            public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                                answer.complete(CLOSED);
                                return null;
                            }

                            @Override
                            public void onError(WebSocket socket, Throwable error) {
                                answer.complete(CLOSED);
                            }
                        })
                .thenCompose(socket -> socket.sendText("hello", true))
                .get(10, TimeUnit.SECONDS);
        return answer.get(10, TimeUnit.SECONDS);
    }
}
