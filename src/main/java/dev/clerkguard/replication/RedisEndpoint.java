package dev.clerkguard.replication;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisStandaloneConnectOptions;

/**
 * The address of Redis and the certificate authorities that are trusted for it.
 *
 * @param url {@code redis://} or, with TLS, {@code rediss://}; may contain a password
 * @param caFile PEM file with the trusted certificate authorities; without it those of the Java runtime
 */
record RedisEndpoint(String url, Optional<Path> caFile) {
    /** The host name in the certificate must be that of the address (RFC 2818, section 3.1). */
    private static final String VERIFY_HOST_NAME = "HTTPS";

    private static final int CONNECT_MILLIS = 2000;

    /**
     * The endpoint of the configuration; empty without an address.
     *
     * @throws ConfigurationException when the address or the file is unusable. The message does not contain the address,
     *     nor is the cause passed on: both may contain the password
     */
    static Optional<RedisEndpoint> of(ReplicationConfig config) {
        return config.redisUrl()
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(url -> new RedisEndpoint(url, config.caFile()).requireValid());
    }

    private RedisEndpoint requireValid() {
        boolean tls = url.startsWith("rediss://");
        if (!tls && !url.startsWith("redis://")) {
            throw new ConfigurationException(
                    "REDIS_URL (clerk.replicas.redis-url) must be like redis://redis:6379 or rediss://….");
        }
        try {
            new RedisStandaloneConnectOptions(new RedisOptions().setConnectionString(url));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "REDIS_URL (clerk.replicas.redis-url) is not an address. Special characters"
                            + " in a password are written as %40 and the like.");
        }
        if (!tls && caFile.isPresent()) {
            throw new ConfigurationException("CLERK_REPLICAS_CA_FILE (clerk.replicas.ca-file) is set, but REDIS_URL"
                    + " (clerk.replicas.redis-url) is without TLS. Use rediss://….");
        }
        caFile.ifPresent(RedisEndpoint::requireCertificates);
        return this;
    }

    private static void requireCertificates(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(pem)
                    .isEmpty()) {
                throw new CertificateException("no certificate");
            }
        } catch (IOException e) {
            throw new ConfigurationException(
                    "CLERK_REPLICAS_CA_FILE (clerk.replicas.ca-file) cannot be read: " + file + ".");
        } catch (CertificateException e) {
            throw new ConfigurationException(
                    "CLERK_REPLICAS_CA_FILE (clerk.replicas.ca-file) has no certificates in PEM format: " + file + ".");
        }
    }

    /** The options of a client. Vert.x reads the file again for each client, so a renewed file needs no restart. */
    RedisOptions options() {
        NetClientOptions net = new NetClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setHostnameVerificationAlgorithm(VERIFY_HOST_NAME);
        caFile.ifPresent(file -> net.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        return new RedisOptions().setConnectionString(url).setNetClientOptions(net);
    }
}
