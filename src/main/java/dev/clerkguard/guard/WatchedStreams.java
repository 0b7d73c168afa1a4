package dev.clerkguard.guard;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import dev.clerkguard.guard.OpenStream.Check;
import dev.clerkguard.machine.CredentialAuthenticator;
import dev.clerkguard.session.Session;
import dev.clerkguard.session.SessionIdentity;
import dev.clerkguard.token.SessionValidity;

/**
 * Ends event streams and WebSockets with the credential that opened them: when it expires, or it or its session is
 * revoked. Such an answer has no end of its own, so the check at its beginning is not enough.
 */
@ApplicationScoped
class WatchedStreams {
    private static final List<String> STREAM_TYPES =
            List.of("text/event-stream", "application/x-ndjson", "application/stream+json", "application/json-seq");

    private final SessionValidity validity;
    private final CredentialAuthenticator credentials;

    WatchedStreams(SessionValidity validity, CredentialAuthenticator credentials) {
        this.validity = validity;
        this.credentials = credentials;
    }

    /** For a request whose answer may turn out to be a stream. */
    void watch(RoutingContext routing, Session session) {
        if (routing.request().getHeader(HttpHeaders.UPGRADE) != null) {
            new OpenStream(routing, check(session)).watch();
        } else {
            routing.addHeadersEndHandler(headers -> {
                if (isStream(routing.response().headers().get(HttpHeaders.CONTENT_TYPE))) {
                    new OpenStream(routing, check(session)).watch();
                }
            });
        }
    }

    /** For a request whose answer is a stream. */
    void watchStream(RoutingContext routing, SecurityIdentity identity) {
        check(routing, identity)
                .ifPresent(check -> routing.addHeadersEndHandler(headers -> new OpenStream(routing, check).watch()));
    }

    private Optional<Check> check(RoutingContext routing, SecurityIdentity identity) {
        Optional<Check> ofSession = SessionIdentity.session(identity).map(this::check);
        return ofSession.or(() -> credentials.watch(routing, identity).map(watch -> watch::refusal));
    }

    private Check check(Session session) {
        return () -> validity.refusal(session);
    }

    private static boolean isStream(String contentType) {
        return contentType != null && STREAM_TYPES.stream().anyMatch(contentType::startsWith);
    }
}
