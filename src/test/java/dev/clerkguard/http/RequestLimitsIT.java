package dev.clerkguard.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import dev.clerkguard.testing.RareSettings;

/** What one caller, or many, can take of the service; with few connections and little patience. */
@QuarkusIntegrationTest
@TestProfile(RareSettings.class)
class RequestLimitsIT {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String LAST_REQUEST = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final int ENDED = -1;
    private static final int SETTINGS = 4;
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int MAX_HEADER_LIST_SIZE = 6;

    /** Those of a test end a moment after it. The service ends these itself, so the next test finds all places free. */
    @BeforeEach
    @AfterEach
    void noOtherConnectionIsOpen() {
        await().pollDelay(Duration.ZERO).ignoreExceptions().until(() -> {
            try (Connections all = new Connections(RareSettings.CONNECTIONS)) {
                return all.areAnsweredAndEnd();
            }
        });
    }

    /** Again where a connection of before still has a place, or where the first one was idle for too long. */
    @Test
    void oneConnectionTooMany_isClosedAndTheOthersAreServed() {
        await().pollDelay(Duration.ZERO).ignoreExceptions().until(() -> {
            try (Connections all = new Connections(RareSettings.CONNECTIONS)) {
                return all.areAnswered() && isEndedAtOnce() && all.areAnsweredAndEnd();
            }
        });
    }

    private static boolean isEndedAtOnce() throws IOException {
        try (Socket tooMany = connect()) {
            return answer(tooMany) == ENDED;
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

    /** Open at the same time. */
    private static final class Connections implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();

        Connections(int number) throws IOException {
            for (int i = 0; i < number; i++) {
                sockets.add(connect());
            }
        }

        boolean areAnswered() throws IOException {
            for (Socket one : sockets) {
                if (answer(one) != 'H') {
                    return false;
                }
                one.getInputStream().skipNBytes(one.getInputStream().available());
            }
            return true;
        }

        boolean areAnsweredAndEnd() throws IOException {
            boolean answered = true;
            for (Socket one : sockets) {
                one.getOutputStream().write(LAST_REQUEST.getBytes(StandardCharsets.ISO_8859_1));
                answered &= new String(one.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                        .contains("HTTP/1.1 200");
            }
            return answered;
        }

        @Override
        public void close() throws IOException {
            for (Socket one : sockets) {
                one.close();
            }
        }
    }
}
