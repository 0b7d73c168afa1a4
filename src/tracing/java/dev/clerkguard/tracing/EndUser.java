package dev.clerkguard.tracing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.opentelemetry.api.trace.Span;
import io.quarkus.security.identity.CurrentIdentityAssociation;

import dev.clerkguard.guard.ProtectedByDefault;
import dev.clerkguard.session.Session;
import dev.clerkguard.session.SessionIdentity;

/**
 * Says in a request's span whose it was, so that the requests of one user or one session can be found by whoever knows the
 * id, and by nobody else: the first half of its SHA-256, in hexadecimal (OpenTelemetry semantic conventions, "enduser").
 * Clerk's ids are random and too long to be tried. Quarkus' security events would say it too, but as soon as anybody listens
 * to them, no request goes the direct way any more, whether it is traced or not.
 */
public class EndUser {
    private static final int BYTES = 16;

    private final ProtectedByDefault guard;
    private final CurrentIdentityAssociation identities;

    EndUser(ProtectedByDefault guard, CurrentIdentityAssociation identities) {
        this.guard = guard;
        this.identities = identities;
    }

    /** Comes after the guard, which has admitted who is calling: his identity is there. Of an open method nobody's is. */
    @ServerRequestFilter(nonBlocking = true, priority = Priorities.AUTHENTICATION + 1)
    public void describe(ResourceInfo resource) {
        Span span = Span.current();
        if (span.isRecording() && !guard.isOpen(resource)) {
            identities.getDeferredIdentity().subscribe().with(identity -> SessionIdentity.session(identity)
                    .ifPresent(session -> describe(session, span)));
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
