package dev.clerkguard.clerk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.TimedClient;
import dev.clerkguard.testing.TimedClient.Answer;

/** A Backend API whose answer does not end, as fast as the network goes. */
@QuarkusTest
@TestProfile(EndlessResponseTest.Endless.class)
class EndlessResponseTest {
    /** One attempt of 1 MB (clerk.backend.max-bytes), and what is in the buffers of both sides. */
    private static final long MOST_BYTES = 16L << 20;

    private static final AtomicInteger CALLS = new AtomicInteger();

    private static final AtomicLong SENT = new AtomicLong();

    public static class Endless implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Talker.class));
        }
    }

    @Test
    void endlessResponse_isReadUpToItsLimit() {
        Answer answer = new TimedClient().get("/auth/me", ClerkUsers.token(ClerkUsers.newId()));

        assertEquals(503, answer.status());
        assertEquals("clerk-unavailable", answer.reason());
        assertEquals(1, CALLS.get());
        assertTrue(SENT.get() > 0 && SENT.get() < MOST_BYTES, SENT + " bytes in " + answer.took());
    }

    /** Talks until it is hung up on. */
    public static final class Talker implements QuarkusTestResourceLifecycleManager {
        private final HttpServer server = server();

        @Override
        public Map<String, String> start() {
            server.createContext("/", Talker::talk);
            server.start();
            return Map.of(
                    "clerk.jwt-key",
                    ClerkStub.KEY.pem(),
                    "clerk.issuer",
                    Claims.ISSUER,
                    "clerk.authorized-parties",
                    Claims.ORIGIN,
                    "clerk.api-url",
                    "http://localhost:" + server.getAddress().getPort(),
                    "clerk.secret-key",
                    ClerkStub.SECRET_KEY,
                    "quarkus.management.port",
                    "0");
        }

        @Override
        public void stop() {
            server.stop(0);
        }

        private static HttpServer server() {
            try {
                return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void talk(HttpExchange exchange) throws IOException {
            CALLS.incrementAndGet();
            byte[] some = new byte[8192];
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(some);
                    SENT.addAndGet(some.length);
                }
            }
        }
    }
}
