package dev.clerkguard.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * A real Redis on a port of its own, keeping nothing on disk. Where there is no redis-server, tests that need one are
 * skipped, unless {@code -Dredis.required=true} says that they must not be.
 */
public final class RedisServer implements AutoCloseable {
    private final int port;
    private Process process;

    private RedisServer(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    public static RedisServer start() {
        boolean there = executable().isPresent();
        if (Boolean.getBoolean("redis.required")) {
            assertTrue(there, "redis-server is not installed");
        }
        assumeTrue(there, "redis-server is not installed");
        int port = freePort();
        return new RedisServer(port, run(port));
    }

    public String url() {
        return "redis://localhost:" + port;
    }

    /** Sends one command, its words separated by blanks, and waits for the answer. */
    public void command(String inline) {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream().write((inline + "\r\n").getBytes(StandardCharsets.US_ASCII));
            int first = socket.getInputStream().read();
            assertTrue(first == '+' || first == ':', "Redis refused " + inline);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At once, and with all that it knew. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Empty, at the same address. */
    public void restart() {
        process = run(port);
    }

    /** It takes connections, and answers nothing. */
    public void hang() {
        signal("STOP");
    }

    public void goOn() {
        signal("CONT");
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String name) {
        try {
            assertTrue(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                            .start()
                            .waitFor()
                    == 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process run(int port) {
        try {
            Process process = new ProcessBuilder(
                            executable().orElseThrow().toString(),
                            "--port",
                            String.valueOf(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--appendonly",
                            "no")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Awaitility.await().ignoreExceptions().until(() -> accepts(port));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean accepts(int port) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        }
    }

    private static Optional<Path> executable() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
