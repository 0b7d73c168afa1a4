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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * A real Redis on a port of its own, keeping nothing on disk. Where there is no redis-server, tests that need one are
 * skipped, unless {@code -Dredis.required=true} says that they must not be.
 */
public final class RedisServer implements AutoCloseable {
    private final int port;
    private final List<String> arguments;
    private final String urlStart;
    private Process process;

    private RedisServer(int port, List<String> arguments, String urlStart) {
        this.port = port;
        this.arguments = arguments;
        this.urlStart = urlStart;
        this.process = run(port, arguments);
    }

    public static RedisServer start() {
        int port = freePort();
        return start(port, List.of("--port", String.valueOf(port)), "redis://");
    }

    /** Without a password nothing can be done. */
    public static RedisServer startWithPassword(String password) {
        int port = freePort();
        return start(
                port, List.of("--port", String.valueOf(port), "--requirepass", password), "redis://:" + password + "@");
    }

    /** One user, who may do what the access control list says; the default user may do nothing. */
    public static RedisServer startWithUser(String user, String password, String accessControlList) {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of("--port", String.valueOf(port)));
        arguments.addAll(List.of("--user", "default", "off", "--user", user, "on", ">" + password));
        arguments.addAll(List.of(accessControlList.split(" ")));
        return start(port, arguments, "redis://" + user + ":" + password + "@");
    }

    /** TLS only. */
    public static RedisServer startWithTls(ServerCertificate certificate) {
        int port = freePort();
        return start(
                port,
                List.of(
                        "--port",
                        "0",
                        "--tls-port",
                        String.valueOf(port),
                        "--tls-cert-file",
                        certificate.certificate().toString(),
                        "--tls-key-file",
                        certificate.key().toString(),
                        "--tls-ca-cert-file",
                        certificate.certificate().toString(),
                        "--tls-auth-clients",
                        "no"),
                "rediss://");
    }

    private static RedisServer start(int port, List<String> arguments, String urlStart) {
        boolean there = executable().isPresent();
        if (Boolean.getBoolean("redis.required")) {
            assertTrue(there, "redis-server is not installed");
        }
        assumeTrue(there, "redis-server is not installed");
        return new RedisServer(port, arguments, urlStart);
    }

    public String url() {
        return urlStart + "localhost:" + port;
    }

    /** Sends one command, its words separated by blanks, and waits for the answer. */
    public void command(String inline) {
        command(inline.split(" "));
    }

    /** Sends one command and waits for the answer. */
    public void command(String... words) {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            request.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
            int first = socket.getInputStream().read();
            assertTrue(first == '+' || first == ':', "Redis refused " + words[0]);
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
        process = run(port, arguments);
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

    private static Process run(int port, List<String> arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    executable().orElseThrow().toString(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
            command.addAll(arguments);
            Process process = new ProcessBuilder(command)
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
