package dev.clerkguard.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged application as a process, with only the environment of the test. */
public final class ServiceProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
    private static final Pattern MANAGEMENT = Pattern.compile("Management interface listening on http://[^:]+:(\\d+)");
    private static final int SECONDS_TO_START = 60;
    private static final String APPLICATION = System.getProperty("packaged.application");

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<Optional<Integer>> port = new CompletableFuture<>();

    private ServiceProcess(Process process) {
        this.process = process;
    }

    /** Starts it and waits until it listens or ends. */
    public static ServiceProcess start(Map<String, String> environment) {
        return start(command(), environment);
    }

    private static ServiceProcess start(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putIfAbsent("QUARKUS_HTTP_PORT", "0");
        builder.environment().putIfAbsent("QUARKUS_MANAGEMENT_PORT", "0");
        builder.redirectErrorStream(true);
        try {
            // Its own directory: a config/application.properties beside it would be read.
            builder.directory(Files.createTempDirectory("service").toFile());
            ServiceProcess service = new ServiceProcess(builder.start());
            Thread reader = new Thread(service::read, "service-output");
            reader.setDaemon(true);
            reader.start();
            service.port.get(SECONDS_TO_START, TimeUnit.SECONDS);
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the service neither listened nor ended", e);
        }
    }

    /** A jar is started by the Java that runs the tests, a native binary by itself. */
    public static List<String> command() {
        return APPLICATION.endsWith(".jar") ? java("-XX:SharedArchiveFile=" + Archive.FILE) : List.of(APPLICATION);
    }

    private static List<String> java(String option) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        // Without the optimising compiler, with one collector and with few large pages of memory, which only Linux has,
        // a
        // start takes less CPU. The JVM writes no lines of its own, because tests count the lines.
        return List.of(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmn64m",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UseTransparentHugePages",
                "-Xlog:disable",
                option,
                "-jar",
                APPLICATION);
    }

    /** The classes that the service loads, with which a start takes a third less CPU. Made by a first start. */
    private static final class Archive {
        private static final Path FILE = make();

        private static Path make() {
            try {
                Path directory = Files.createTempDirectory("archive");
                Path file = directory.resolve("service.jsa");
                // In the order opposite to their deletion.
                directory.toFile().deleteOnExit();
                file.toFile().deleteOnExit();
                // A key and no address: the service starts without a network.
                Map<String, String> variables = Map.of(
                        "CLERK_JWT_KEY",
                        ClerkStub.KEY.pem(),
                        "CLERK_ISSUER",
                        Claims.ISSUER,
                        "QUARKUS_SHUTDOWN_DELAY",
                        "0s");
                try (ServiceProcess service = start(java("-XX:ArchiveClassesAtExit=" + file), variables)) {
                    // It writes the archive at its end, which is not awaited for ever.
                    service.terminate();
                    service.process.waitFor(SECONDS_TO_START, TimeUnit.SECONDS);
                }
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    port.complete(Optional.of(Integer.parseInt(listening.group(1))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            port.complete(Optional.empty());
        }
    }

    public boolean listens() {
        return port.join().isPresent();
    }

    public int port() {
        return port.join().orElseThrow(() -> new IllegalStateException(output()));
    }

    public String url(String path) {
        return "http://localhost:" + port() + path;
    }

    /** Where the cluster asks for health and metrics. */
    public String managementUrl(String path) {
        Matcher management = MANAGEMENT.matcher(output());
        if (!management.find()) {
            throw new IllegalStateException(output());
        }
        return "http://localhost:" + management.group(1) + path;
    }

    public String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** SIGTERM, as from a kubelet. Its output can still be read, which Process.destroy would end. */
    public void terminate() {
        process.toHandle().destroy();
    }

    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
