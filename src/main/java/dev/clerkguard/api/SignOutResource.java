package dev.clerkguard.api;

import java.time.Instant;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;

import dev.clerkguard.clerk.UserSessions;
import dev.clerkguard.guard.NotImpersonated;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.session.Denials;
import dev.clerkguard.session.Session;

/** For whoever lost a device, or sees somebody else in the list of sessions. */
@Path("/auth/sign-out-everywhere")
public class SignOutResource {
    private static final Logger LOG = Logger.getLogger(SignOutResource.class);

    private final Session session;
    private final UserSessions sessions;
    private final Denials denials;

    SignOutResource(Session session, UserSessions sessions, Denials denials) {
        this.session = session;
        this.sessions = sessions;
        this.denials = denials;
    }

    /**
     * Ends all sessions of the signed-in user: here at once, whether or not Clerk can be told, and at Clerk. 204 when
     * both is done.
     */
    @POST
    @NonBlocking
    @NotImpersonated
    public Uni<Response> signOutEverywhere() {
        String userId = session.userId();
        denials.denyIssuedBefore(userId, Reason.SESSION_REVOKED, Instant.now());
        // By its id as well: its token may be from a clock that is ahead of ours.
        denials.denyAll(session.sessionId(), Reason.SESSION_REVOKED);
        return sessions.revokeAll(userId, id -> denials.denyAll(id, Reason.SESSION_REVOKED))
                .invoke(() -> LOG.info("event=sign-out-everywhere outcome=done"))
                .onFailure()
                .invoke(() -> LOG.warn("event=sign-out-everywhere outcome=denied-here-only"))
                .replaceWith(() -> Response.noContent()
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }
}
