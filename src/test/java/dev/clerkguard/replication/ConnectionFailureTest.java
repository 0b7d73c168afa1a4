package dev.clerkguard.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;

class ConnectionFailureTest {
    @Test
    void expiredCertificate_isFoundBelowTheTlsFailure() {
        Throwable path = new CertPathValidatorException("validity", new CertificateExpiredException());
        assertEquals(ConnectionFailure.CERTIFICATE_EXPIRED, ConnectionFailure.of(tls(new CertificateException(path))));
        assertEquals(ConnectionFailure.CERTIFICATE_EXPIRED, ConnectionFailure.of(tls(path)));
    }

    @Test
    void tlsFailureWithoutAKnownCause_isATlsFailure() {
        assertEquals(ConnectionFailure.TLS_FAILED, ConnectionFailure.of(tls(new IOException("not logged"))));
    }

    @Test
    void refusedConnectionInACause_isFound() {
        assertEquals(
                ConnectionFailure.CONNECTION_REFUSED,
                ConnectionFailure.of(new IOException("not logged", new ConnectException())));
    }

    @Test
    void causeThatContainsItself_ends() {
        Exception first = new Exception();
        first.initCause(new Exception(first));
        assertEquals(ConnectionFailure.OTHER, ConnectionFailure.of(first));
    }

    private static Throwable tls(Throwable cause) {
        return new SSLHandshakeException("not logged").initCause(cause);
    }
}
