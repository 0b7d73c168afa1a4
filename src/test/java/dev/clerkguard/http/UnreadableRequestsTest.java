package dev.clerkguard.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import dev.clerkguard.testing.AllLogLines;
import dev.clerkguard.testing.ServiceTest;

/** A client can end or garble a request at any byte. That is not worth a line at ERROR. */
@QuarkusTest
@ServiceTest
class UnreadableRequestsTest {
    private static final int TIMES = 10;

    @Inject
    MeterRegistry meters;

    /** An endpoint that reads a body. */
    @Path("/other/unreadable-requests")
    public static class Reader {
        @POST
        @PermitAll
        public int length(String body) {
            return body.length();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webhooks/clerk", "/other/unreadable-requests"})
    void resetInTheBody_isCountedAndNotAnError(String path) throws IOException {
        double before = failures();
        try (AllLogLines log = AllLogLines.start()) {
            // A reset that arrives before the server reads the head is no failure of a request, so some do not count.
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                reset(path);
                return failures() >= before + TIMES;
            });
            assertEquals(List.of(), log.errors());
        }
    }

    private static void reset(String path) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(head(path, "Content-Length: 100000").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[1000]);
            socket.getOutputStream().flush();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "/webhooks/clerk")
    void malformedChunkSize_endsTheConnectionAndIsNotAnError(String path) throws IOException {
        double before = failures();
        try (AllLogLines log = AllLogLines.start();
                Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write((head(path, "Transfer-Encoding: chunked") + "zz\r\nrubbish\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 400"), answer);
            await().until(() -> failures() >= before + 1);
            assertEquals(List.of(), log.errors());
        }
    }

    @Test
    void readableBody_isRead() {
        RestAssured.given()
                .body("12345")
                .post("/other/unreadable-requests")
                .then()
                .statusCode(200);
    }

    private static String head(String path, String header) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nsvix-id: msg_1\r\nsvix-timestamp: "
                + Instant.now().getEpochSecond() + "\r\nsvix-signature: v1,x\r\n" + header + "\r\n\r\n";
    }

    private double failures() {
        return meters.get("clerk.guard.request.read.failures").counter().count();
    }
}
