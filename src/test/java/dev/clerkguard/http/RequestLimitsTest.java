package dev.clerkguard.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import dev.clerkguard.testing.ServiceTest;

/** What one caller, or many, can take of the service; with few connections and little patience. */
@QuarkusTest
@ServiceTest
@TestProfile(RequestLimitsTest.FewAndImpatient.class)
class RequestLimitsTest {
    private static final int MOST = 3;
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final int ENDED = -1;
    private static final int SETTINGS = 4;
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int MAX_HEADER_LIST_SIZE = 6;

    public static class FewAndImpatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.limits.max-connections",
                    String.valueOf(MOST),
                    "quarkus.http.idle-timeout",
                    "2s",
                    "quarkus.http.http2",
                    "true");
        }
    }

    /** Those of another test end a moment after it. */
    @BeforeEach
    void noOtherConnectionIsOpen() {
        await().pollDelay(Duration.ZERO).until(() -> {
            try (Socket one = connect();
                    Socket two = connect();
                    Socket three = connect()) {
                return isAnswered(one) && isAnswered(two) && isAnswered(three);
            }
        });
    }

    @Test
    void oneConnectionTooMany_isClosedAndTheOthersAreServed() throws IOException {
        try (Socket one = connect();
                Socket two = connect();
                Socket three = connect();
                Socket four = connect()) {
            assertEquals('H', answer(one));
            assertEquals('H', answer(two));
            assertEquals('H', answer(three));
            assertEquals(ENDED, answer(four));
        }
    }

    @Test
    void idleConnection_isClosed() throws IOException {
        try (Socket silent = connect()) {
            silent.getOutputStream().write("GET / HT".getBytes(StandardCharsets.ISO_8859_1));

            assertEquals(ENDED, silent.getInputStream().read());
        }
    }

    /** RFC 9113, section 6.5: the server's first frame. */
    @Test
    void concurrentHttp2Streams_areLimited() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            assertEquals(SETTINGS, in.readUnsignedByte());
            in.skipBytes(5);
            Map<Integer, Integer> settings = new HashMap<>();
            for (int read = 0; read < length; read += 6) {
                settings.put(in.readUnsignedShort(), in.readInt());
            }

            assertEquals(100, settings.get(MAX_CONCURRENT_STREAMS));
            assertEquals(20480, settings.get(MAX_HEADER_LIST_SIZE));
        }
    }

    private static boolean isAnswered(Socket socket) throws IOException {
        return answer(socket) == 'H';
    }

    /** The first character of it. */
    private static int answer(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.ISO_8859_1));
        return socket.getInputStream().read();
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.setSoTimeout(10_000);
        return socket;
    }
}
