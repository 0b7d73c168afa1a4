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

import dev.clerkguard.guard.AuthorizationFilter;
import dev.clerkguard.session.Session;
import dev.clerkguard.session.SessionIdentity;

/**
 * Adds pseudonyms of the user and the session to the span of a request: the first half of the id's SHA-256 in hexadecimal
 * (OpenTelemetry semantic conventions, "enduser"). A reader who knows an id finds its requests. Clerk's ids are random and
 * too long to be guessed. Quarkus' security events are not used: an observer of them disables the fast path of
 * authentication for every request.
 */
public class EndUser {
    private static final int BYTES = 16;

    private final AuthorizationFilter guard;
    private final CurrentIdentityAssociation identities;

    EndUser(AuthorizationFilter guard, CurrentIdentityAssociation identities) {
        this.guard = guard;
        this.identities = identities;
    }

    /** Runs after the guard, so the identity is known. A request to an open method has none. */
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
