package dev.clerkguard.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceTest;

@QuarkusTest
@ServiceTest
@Timeout(60)
class SessionStreamsTest {
    @Inject
    RevocationList revocations;

    /** Of each kind of stream at the same time, because each one waits for its next element. */
    @Test
    void revokedSession_endsAllItsStreamsAndNoOther() throws Exception {
        List<String> paths =
                List.of("/other/streams/events", "/other/streams/json", "/other/streams/sink", "/other/streams/route");
        List<BufferedReader> revoked = new ArrayList<>();
        List<BufferedReader> others = new ArrayList<>();
        try {
            for (String path : paths) {
                revoked.add(open(path, Claims.now().with("sid", "sess_revoked"), Version.HTTP_1_1));
                others.add(open(path, Claims.now(), Version.HTTP_1_1));
            }
            for (int i = 0; i < paths.size(); i++) {
                assertNotNull(revoked.get(i).readLine(), paths.get(i));
                assertNotNull(others.get(i).readLine(), paths.get(i));
            }

            revocations.revokeAll("sess_revoked", Reason.SESSION_REVOKED);

            for (int i = 0; i < paths.size(); i++) {
                readToEnd(revoked.get(i));
                assertNotNull(others.get(i).readLine(), paths.get(i));
            }
        } finally {
            for (BufferedReader stream : revoked) {
                stream.close();
            }
            for (BufferedReader stream : others) {
                stream.close();
            }
        }
    }

    @Test
    void expiredToken_endsItsStreamAndItsProducer() throws Exception {
        // Within the clock skew of 5 s at first.
        try (BufferedReader stream =
                open("/other/streams/events", Claims.at(Instant.now().minusSeconds(62)), Version.HTTP_1_1)) {
            readToEnd(stream);
        }
        while (Streams.PRODUCERS.get() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void revokedSession_endsItsStreamOverHttp2() throws Exception {
        try (BufferedReader stream =
                open("/other/streams/events", Claims.now().with("sid", "sess_revoked_http2"), Version.HTTP_2)) {
            assertNotNull(stream.readLine());

            revocations.revokeAll("sess_revoked_http2", Reason.SESSION_REVOKED);

            // The stream is reset: HTTP/2 has no other way to end an answer before its end.
            assertThrows(IOException.class, () -> readToEnd(stream));
        }
    }

    @Test
    void revokedSession_closesItsWebSocket() throws Exception {
        CompletableFuture<String> echo = new CompletableFuture<>();
        CompletableFuture<String> closed = new CompletableFuture<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                echo.complete(data.toString());
                socket.request(1);
                return null;
            }

            @Override
            public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                closed.complete(status + " " + reason);
                return null;
            }
        };
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", bearer(Claims.now().with("sid", "sess_revoked_socket")))
                .buildAsync(URI.create("ws://localhost:" + RestAssured.port + "/other/socket"), listener)
                .get(20, TimeUnit.SECONDS);
        socket.sendText("hello", true);
        assertEquals("hello", echo.get(20, TimeUnit.SECONDS));

        revocations.revokeAll("sess_revoked_socket", Reason.SESSION_REVOKED);

        assertEquals("1008 session-revoked", closed.get(20, TimeUnit.SECONDS));
    }

    private static void readToEnd(BufferedReader stream) throws IOException {
        while (stream.readLine() != null) {
            // The rest of the stream.
        }
    }

    private static BufferedReader open(String path, Claims claims, Version version)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                                .header("Authorization", bearer(claims))
                                .version(version)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        assertEquals(version, response.version());
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static String bearer(Claims claims) {
        return "Bearer " + claims.signedBy(ClerkStub.KEY);
    }
}
