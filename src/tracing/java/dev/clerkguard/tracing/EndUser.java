package dev.clerkguard.tracing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;

import io.opentelemetry.api.trace.Span;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.session.Session;
import dev.clerkguard.session.SessionIdentity;

/**
 * Says in a request's span whose it was, so that the requests of one user or one session can be found by whoever knows the
 * id, and by nobody else: the first half of its SHA-256, in hexadecimal (OpenTelemetry semantic conventions, "enduser").
 * Clerk's ids are random and too long to be tried. Quarkus' security events would say it too, and make every request of a
 * known token cost twice as much as soon as anybody listens.
 */
public class EndUser {
    private static final int BYTES = 16;

    @ServerResponseFilter
    public void describe(RoutingContext request) {
        Span span = Span.current();
        // Whoever was not authenticated until now will not be: a public page does not look at tokens.
        if (span.isRecording() && request.user() instanceof QuarkusHttpUser user) {
            SessionIdentity.session(user.getSecurityIdentity()).ifPresent(session -> describe(session, span));
        }
    }

    private static void describe(Session session, Span span) {
        span.setAttribute("enduser.pseudo.id", hash(session.userId()));
        span.setAttribute("session.id", hash(session.sessionId()));
    }

    static String hash(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
