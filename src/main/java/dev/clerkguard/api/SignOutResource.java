package dev.clerkguard.api;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;

import dev.clerkguard.clerk.BackendConfig;
import dev.clerkguard.clerk.UserSessions;
import dev.clerkguard.guard.NotImpersonated;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.session.Denials;
import dev.clerkguard.session.Session;

/** For whoever lost a device, or sees somebody else in the list of sessions. */
@Path("/auth/sign-out-everywhere")
public class SignOutResource {
    private static final Logger LOG = Logger.getLogger(SignOutResource.class);

    private final Session session;
    private final UserSessions sessions;
    private final Denials denials;
    private final Duration longest;

    SignOutResource(Session session, UserSessions sessions, Denials denials, BackendConfig config) {
        this.session = session;
        this.sessions = sessions;
        this.denials = denials;
        this.longest = config.backend().budget();
    }

    /**
     * Ends all sessions of the signed-in user: here at once, whether or not Clerk can be told, and at Clerk. 204 when
     * both is done; 503 when Clerk cannot be told, or is too slow for somebody to wait.
     */
    @POST
    @NonBlocking
    @NotImpersonated
    public Uni<Response> signOutEverywhere() {
        String userId = session.userId();
        denials.denyIssuedBefore(userId, Reason.SESSION_REVOKED, Instant.now());
        // By its id as well: its token may be from a clock that is ahead of ours.
        denials.denyAll(session.sessionId(), Reason.SESSION_REVOKED);
        // Goes on to its end whether or not the caller still waits: whoever signs out may close the page.
        CompletableFuture<Void> revoking = sessions.revokeAll(userId, id -> denials.denyAll(id, Reason.SESSION_REVOKED))
                .invoke(() -> LOG.info("event=sign-out-everywhere outcome=done"))
                .onFailure()
                .invoke(() -> LOG.warn("event=sign-out-everywhere outcome=denied-here-only"))
                .subscribeAsCompletionStage();
        return Uni.createFrom()
                .completionStage(revoking::copy)
                .ifNoItem()
                .after(longest)
                .failWith(() -> new RefusedException(
                        Reason.CLERK_UNAVAILABLE,
                        "Not all sessions could be ended at Clerk in time. That goes on.",
                        longest))
                .replaceWith(() -> Response.noContent()
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }
}
