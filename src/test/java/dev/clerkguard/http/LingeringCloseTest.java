package dev.clerkguard.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import dev.clerkguard.testing.Http2Connection;
import dev.clerkguard.testing.ServiceTest;

/** With HTTP/2; {@link ErrorFormatTest} and AnyMethodTest hold it for HTTP/1. */
@QuarkusTest
@ServiceTest
class LingeringCloseTest {
    private static final byte[] NO_ERROR = {0, 0, 0, 0};

    @Test
    void unreadHttp2Body_isAnsweredAndOnlyItsStreamEnds() throws IOException {
        try (Http2Connection connection = new Http2Connection(RestAssured.port)) {
            int[] streams = {unread(connection), unread(connection)};
            for (int stream : streams) {
                assertTooLarge(connection, stream);
            }
            for (int stream : streams) {
                assertArrayEquals(NO_ERROR, connection.next(Http2Connection.RST_STREAM, stream));
            }

            assertTooLarge(connection, unread(connection));
        }
    }

    private static int unread(Http2Connection connection) throws IOException {
        int stream = connection.post("/nothing", "content-length", "99999999");
        connection.data(stream, new byte[100]);
        return stream;
    }

    private static void assertTooLarge(Http2Connection connection, int stream) throws IOException {
        String answer = new String(connection.next(Http2Connection.DATA, stream), StandardCharsets.UTF_8);
        assertThat(answer, containsString("\"status\":413"));
    }
}
