package dev.clerkguard.webhook;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import dev.clerkguard.testing.Http2Connection;
import dev.clerkguard.testing.OptionalFeatures;
import dev.clerkguard.testing.RawHttp;
import dev.clerkguard.testing.RawHttp.Answer;
import dev.clerkguard.testing.WebhookDelivery;

/** Whose body is read, of how many at once, and for how long; with little room and little patience. */
@QuarkusTest
@TestProfile(OptionalFeatures.class)
class WebhookAdmissionTest {
    private static final int MORE_THAN_MAX_BYTES = 300_000;
    private static final byte[] NO_ERROR = {0, 0, 0, 0};

    /** That of another test is known to be over a moment after it. */
    @BeforeEach
    void noOtherDeliveryIsSent() {
        allPlacesAreFree();
    }

    @Test
    void faultyHeaders_areRefusedBeforeTheBodyIsRead() {
        WebhookDelivery delivery = delivery();
        long now = Instant.now().getEpochSecond();
        assertRefusedUnread("webhook-headers-missing", delivery.withId(null));
        assertRefusedUnread("webhook-headers-missing", delivery.withTimestamp(null));
        assertRefusedUnread("webhook-headers-missing", delivery.withSignature(null));
        assertRefusedUnread("webhook-timestamp-invalid", delivery.withTimestamp("now"));
        assertRefusedUnread("webhook-timestamp-invalid", delivery.withTimestamp(String.valueOf(now - 310)));
        assertRefusedUnread("webhook-timestamp-invalid", delivery.withTimestamp(String.valueOf(now + 310)));
    }

    private static void assertRefusedUnread(String reason, WebhookDelivery delivery) {
        Answer answer = RawHttp.send(RestAssured.port, head(delivery, "Content-Length: 1000"));

        assertEquals(400, answer.status());
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertThat(answer.body(), containsString("\"reason\":\"" + reason + "\""));
        assertEquals("close", answer.header("Connection"));
    }

    @Test
    void oneDeliveryTooMany_isRefusedUnreadAndTheOthersAreProcessed() throws IOException {
        try (Sender one = new Sender();
                Sender two = new Sender()) {
            Answer refused = RawHttp.send(RestAssured.port, head(delivery(), "Content-Length: 1000"));
            assertEquals(503, refused.status());
            assertEquals("application/problem+json", refused.header("Content-Type"));
            assertEquals("5", refused.header("Retry-After"));
            assertEquals("close", refused.header("Connection"));

            assertEquals("HTTP/1.1 204 No Content", one.finish());
            try (Sender three = new Sender()) {
                assertEquals("HTTP/1.1 204 No Content", three.finish());
            }
            assertEquals("HTTP/1.1 204 No Content", two.finish());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closedConnection_freesItsPlace(boolean reset) throws IOException {
        for (Sender sender : List.of(new Sender(), new Sender())) {
            sender.socket.setSoLinger(reset, 0);
            sender.close();
        }

        allPlacesAreFree();
    }

    @Test
    void resetStream_freesItsPlace() throws IOException {
        try (Http2Connection connection = new Http2Connection(RestAssured.port)) {
            for (int i = 0; i < OptionalFeatures.PLACES; i++) {
                int stream = connection.post("/webhooks/clerk", headers(delivery()));
                connection.data(stream, new byte[10]);
                connection.reset(stream);
            }

            allPlacesAreFree();
        }
    }

    @Test
    void tooLargeDelivery_freesItsPlace() throws IOException {
        for (int i = 0; i < OptionalFeatures.PLACES; i++) {
            try (Sender sender = new Sender("Transfer-Encoding: chunked")) {
                sender.send(Integer.toHexString(MORE_THAN_MAX_BYTES) + "\r\n" + " ".repeat(MORE_THAN_MAX_BYTES));
                assertEquals("HTTP/1.1 413 Request Entity Too Large", sender.answer.readLine());
            }
        }

        delivery().send().statusCode(204);
    }

    @Test
    void malformedDelivery_freesItsPlace() {
        for (int i = 0; i < OptionalFeatures.PLACES; i++) {
            delivery().withBody("{}").send().statusCode(400).body("reason", equalTo("webhook-signature-invalid"));
        }

        delivery().send().statusCode(204);
    }

    @Test
    @Tag("slow")
    void slowUpload_isRefusedAndDisconnectedAndFreesItsPlace() throws IOException {
        try (Sender one = new Sender();
                Sender two = new Sender()) {
            one.send("{");
            two.send("{");
            for (Sender sender : List.of(one, two)) {
                assertEquals("HTTP/1.1 408 Request Timeout", sender.answer.readLine());
            }
            delivery().send().statusCode(204);

            for (Sender sender : List.of(one, two)) {
                String rest = sender.answer.lines().reduce("", (lines, line) -> lines + "\n" + line);
                assertThat(rest, containsString("application/problem+json"));
                assertThat(rest, containsString("\"reason\":\"request-timeout\""));
                assertNull(sender.answer.readLine());
            }
        }
    }

    @Test
    @Tag("slow")
    void slowHttp2Upload_isRefusedAndFreesItsPlace() throws IOException {
        try (Http2Connection connection = new Http2Connection(RestAssured.port)) {
            int[] streams = new int[OptionalFeatures.PLACES];
            for (int i = 0; i < OptionalFeatures.PLACES; i++) {
                streams[i] = connection.post("/webhooks/clerk", headers(delivery()));
                connection.data(streams[i], new byte[10]);
            }
            for (int stream : streams) {
                String answer = new String(connection.next(Http2Connection.DATA, stream), StandardCharsets.UTF_8);
                assertThat(answer, containsString("\"reason\":\"request-timeout\""));
            }
            delivery().send().statusCode(204);
            for (int stream : streams) {
                assertArrayEquals(NO_ERROR, connection.next(Http2Connection.RST_STREAM, stream));
            }
        }
    }

    static void allPlacesAreFree() {
        await().pollDelay(Duration.ZERO).ignoreExceptions().until(() -> {
            try (Sender one = new Sender();
                    Sender two = new Sender()) {
                return one.finish().contains(" 204 ") && two.finish().contains(" 204 ");
            }
        });
    }

    private static WebhookDelivery delivery() {
        return WebhookDelivery.of("sms.created", "{}");
    }

    private static String[] head(WebhookDelivery delivery, String... more) {
        StringBuilder head = new StringBuilder("POST /webhooks/clerk HTTP/1.1\nHost: x");
        String[] headers = headers(delivery);
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i + 1] != null) {
                head.append('\n').append(headers[i]).append(": ").append(headers[i + 1]);
            }
        }
        for (String line : more) {
            head.append('\n').append(line);
        }
        return head.toString().split("\n");
    }

    private static String[] headers(WebhookDelivery delivery) {
        return new String[] {
            "svix-id", delivery.id(),
            "svix-timestamp", delivery.timestamp(),
            "svix-signature", delivery.signature()
        };
    }

    /** Sends a delivery whose body is waited for: so says the 100 that a sender may ask for (RFC 9110, section 10.1.1). */
    static final class Sender implements AutoCloseable {
        private final WebhookDelivery delivery = delivery();
        private final Socket socket = new Socket("localhost", RestAssured.port);
        final BufferedReader answer;

        Sender() throws IOException {
            this(null);
        }

        /** @param framing instead of the true length */
        Sender(String framing) throws IOException {
            socket.setSoTimeout(10_000);
            answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String length = "Content-Length: " + delivery.body().length;
            String[] head = head(delivery, "Expect: 100-continue", framing == null ? length : framing);
            send(String.join("\r\n", head) + "\r\n\r\n");
            String line = answer.readLine();
            if (!"HTTP/1.1 100 Continue".equals(line)) {
                close();
                throw new IOException(line);
            }
            answer.readLine();
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }

        /** The answer's first line. */
        String finish() throws IOException {
            send(delivery.text());
            return answer.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
