package dev.clerkguard.replication;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;

import dev.clerkguard.testing.BackgroundTest;
import dev.clerkguard.testing.LogLines;
import dev.clerkguard.testing.RedisServer;
import dev.clerkguard.testing.ServerCertificate;
import dev.clerkguard.testing.Settings;

/** TLS, certificates, users and passwords, each with a real Redis. */
@BackgroundTest
class RedisEndpointTest {
    private static Vertx vertx;

    @TempDir
    Path directory;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close();
    }

    @Test
    void tlsWithTrustedAuthority_connects() {
        ServerCertificate certificate = ServerCertificate.forHost(directory, "localhost");
        try (RedisServer redis = RedisServer.startWithTls(certificate)) {
            assertEquals("connected", attempt(redis.url(), Optional.of(certificate.certificate())));
        }
    }

    @Test
    void tlsWithCertificateOfAnotherHost_doesNotConnect() {
        ServerCertificate certificate = ServerCertificate.forHost(directory, "redis.example.com");
        try (RedisServer redis = RedisServer.startWithTls(certificate)) {
            assertEquals(
                    "WARN event=replication_disconnected reason=certificate_host_mismatch",
                    attempt(redis.url(), Optional.of(certificate.certificate())));
        }
    }

    @Test
    void tlsWithUnknownAuthority_doesNotConnect() {
        ServerCertificate certificate = ServerCertificate.forHost(directory, "localhost");
        try (RedisServer redis = RedisServer.startWithTls(certificate)) {
            assertEquals(
                    "WARN event=replication_disconnected reason=certificate_untrusted",
                    attempt(redis.url(), Optional.empty()));
        }
    }

    @Test
    void tlsToPlainRedis_doesNotConnect() {
        try (RedisServer redis = RedisServer.start()) {
            assertFalse(attempt(redis.url().replace("redis:", "rediss:"), Optional.empty())
                    .equals("connected"));
        }
    }

    @Test
    void password_connects() {
        try (RedisServer redis = RedisServer.startWithPassword("s3cret")) {
            assertEquals("connected", attempt(redis.url(), Optional.empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://localhost", "redis://:wrong@localhost"})
    void wrongOrMissingPassword_isNamedInTheLog(String start) {
        try (RedisServer redis = RedisServer.startWithPassword("s3cret")) {
            String port = redis.url().substring(redis.url().lastIndexOf(':'));
            assertEquals(
                    "WARN event=replication_disconnected reason=credentials_rejected",
                    attempt(start + port, Optional.empty()));
        }
    }

    /** The access control list of docs/replicas.md. */
    @Test
    void userWithTheDocumentedPermissions_connects() {
        String list = "~clerk-guard:* &clerk-guard:* +hello +ping +select +subscribe +publish +scan +getrange +set";
        try (RedisServer redis = RedisServer.startWithUser("guard", "s3cret", list)) {
            assertEquals("connected", attempt(redis.url(), Optional.empty()));
        }
    }

    @Test
    void userWithoutPermission_isNamedInTheLog() {
        try (RedisServer redis = RedisServer.startWithUser("guard", "s3cret", "~other:* &other:* +@all")) {
            assertEquals(
                    "WARN event=replication_disconnected reason=permission_denied",
                    attempt(redis.url(), Optional.empty()));
        }
    }

    @Test
    void unknownHost_isNamedInTheLog() {
        assertEquals(
                "WARN event=replication_disconnected reason=unknown_host",
                attempt("redis://no-such-host.invalid:6379", Optional.empty()));
    }

    @Test
    void authorityFileThatIsMissingOrNotPem_endsTheStart() throws Exception {
        assertRejected("rediss://redis:6379", directory.resolve("missing.pem"), "cannot be read");
        Path notPem = Files.writeString(directory.resolve("not.pem"), "no certificate");
        assertRejected("rediss://redis:6379", notPem, "has no certificates");
    }

    @Test
    void authorityFileWithoutTls_endsTheStart() {
        ServerCertificate certificate = ServerCertificate.forHost(directory, "plain.example.com");
        assertRejected("redis://:s3cret@redis:6379", certificate.certificate(), "Use rediss://");
    }

    private static void assertRejected(String url, Path caFile, String expected) {
        ReplicationConfig config = Settings.of(
                ReplicationConfig.class,
                Map.of("clerk.replicas.redis-url", url, "clerk.replicas.ca-file", caFile.toString()));
        ConfigurationException failure = assertThrows(ConfigurationException.class, () -> RedisEndpoint.of(config));
        assertTrue(failure.getMessage().contains("CLERK_REPLICAS_CA_FILE"), failure.getMessage());
        assertTrue(failure.getMessage().contains(expected), failure.getMessage());
        assertFalse(failure.getMessage().contains("s3cret"));
    }

    /** "connected", or the line of the log that says why there is no connection. */
    private static String attempt(String url, Optional<Path> caFile) {
        ReplicationConfig config = Settings.of(ReplicationConfig.class, Map.of());
        RedisReplicationTransport transport = new RedisReplicationTransport(
                vertx,
                new RedisEndpoint(url, caFile),
                config,
                new MessageAuthenticator(List.of("a secret that is shared by all")),
                new ReplicationTraffic(new SimpleMeterRegistry()),
                Clock.systemUTC());
        try (LogLines log = LogLines.of(RedisReplicationTransport.class)) {
            transport
                    .join(new NoEvents())
                    .toCompletableFuture()
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
            await().until(() -> !log.all().isEmpty());
            return transport.state().connected() ? "connected" : log.all().get(0);
        } finally {
            transport.leave();
        }
    }

    private static final class NoEvents implements ReplicationTransport.Listener {
        @Override
        public void receive(String event) {
            throw new AssertionError(event);
        }

        @Override
        public void messagesMissed() {
            // Nothing is remembered here.
        }

        @Override
        public List<Message> knownMessages() {
            return List.of();
        }
    }
}
