package dev.clerkguard.replication;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

import io.vertx.core.VertxException;

/**
 * Why there is no connection to Redis: a closed list for the log. The messages of the exceptions themselves are not logged,
 * because some contain the address with its password.
 */
enum ConnectionFailure {
    UNKNOWN_HOST,
    CONNECTION_REFUSED,
    /** The certificate is valid for another host. */
    CERTIFICATE_HOST_MISMATCH,
    CERTIFICATE_EXPIRED,
    /** No trusted certificate authority signed the certificate. */
    CERTIFICATE_UNTRUSTED,
    TLS_FAILED,
    /** Redis rejected the user name or the password, or asks for one. */
    CREDENTIALS_REJECTED,
    /** The access control list of the user lacks a command, key or channel. */
    PERMISSION_DENIED,
    CONNECTION_CLOSED,
    /** Redis did not answer in time. */
    TIMEOUT,
    OTHER;

    private static final int MOST_CAUSES = 10;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first of the failure and its causes that is in the list. The outermost one often says only that TLS failed. */
    static ConnectionFailure of(Throwable failure) {
        ConnectionFailure found = OTHER;
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            ConnectionFailure own = ofOne(cause);
            if (own != OTHER && own != TLS_FAILED) {
                return own;
            }
            found = own == TLS_FAILED ? own : found;
            cause = cause.getCause();
        }
        return found;
    }

    private static ConnectionFailure ofOne(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return UNKNOWN_HOST;
        } else if (failure instanceof ConnectException) {
            return CONNECTION_REFUSED;
        } else if (failure instanceof TimeoutException) {
            return TIMEOUT;
        } else if (failure instanceof CertificateExpiredException) {
            return CERTIFICATE_EXPIRED;
        } else if (failure instanceof CertPathValidatorException path) {
            return path.getCause() instanceof CertificateExpiredException ? CERTIFICATE_EXPIRED : CERTIFICATE_UNTRUSTED;
        } else if (failure instanceof CertificateException) {
            return ofCertificate(failure);
        } else if (failure instanceof SSLException) {
            return TLS_FAILED;
        } else if (failure instanceof VertxException) {
            return CONNECTION_CLOSED;
        }
        return ofMessage(String.valueOf(failure.getMessage()));
    }

    /** The trust manager wraps a failed chain into a ValidatorException, and throws a plain one for another host. */
    private static ConnectionFailure ofCertificate(Throwable failure) {
        if (failure.getCause() instanceof CertPathValidatorException path) {
            return ofOne(path);
        }
        return failure.getClass() == CertificateException.class ? CERTIFICATE_HOST_MISMATCH : CERTIFICATE_UNTRUSTED;
    }

    /** Redis' error codes (https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/). */
    private static ConnectionFailure ofMessage(String message) {
        if (message.startsWith("WRONGPASS") || message.startsWith("NOAUTH")) {
            return CREDENTIALS_REJECTED;
        }
        return message.startsWith("NOPERM") ? PERMISSION_DENIED : OTHER;
    }
}
