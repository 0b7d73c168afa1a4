package dev.clerkguard.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A Backend API whose answer does not end, as fast as the network goes: it talks until it is hung up on. */
public final class EndlessBackend implements QuarkusTestResourceLifecycleManager {
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final AtomicLong SENT = new AtomicLong();

    private final HttpServer server = server();

    @Override
    public Map<String, String> start() {
        server.createContext("/", EndlessBackend::talk);
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

    public static int calls() {
        return CALLS.get();
    }

    /** In bytes. */
    public static long sent() {
        return SENT.get();
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
