package dev.clerkguard.api;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;

import dev.clerkguard.clerk.BackendConfig;
import dev.clerkguard.clerk.SessionRevoker;
import dev.clerkguard.guard.NotImpersonated;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.session.Session;

/** Ends all sessions of the user, for example after the loss of a device. */
@Path("/auth/sign-out-everywhere")
public class SignOutResource {
    private static final Logger LOG = Logger.getLogger(SignOutResource.class);

    private final Session session;
    private final SessionRevoker sessions;
    private final RevocationList revocations;
    private final Duration longest;
    private final Clock clock;

    SignOutResource(
            Session session, SessionRevoker sessions, RevocationList revocations, BackendConfig config, Clock clock) {
        this.session = session;
        this.sessions = sessions;
        this.revocations = revocations;
        this.longest = config.backend().timeout();
        this.clock = clock;
    }

    /**
     * Ends all sessions of the signed-in user: on this service at once, and at Clerk. 204 when both are done; 503 when the
     * Backend API fails or does not answer in time. The sessions are refused by this service in both cases.
     */
    @POST
    @NonBlocking
    @NotImpersonated
    public Uni<Response> signOutEverywhere() {
        String userId = session.userId();
        revocations.revokeIssuedBefore(userId, Reason.SESSION_REVOKED, clock.instant());
        // Also by its id, because its token can have an issue time from a clock that is ahead.
        revocations.revokeAll(session.sessionId(), Reason.SESSION_REVOKED);
        // Continues when the caller closes the page.
        CompletableFuture<Void> revoking = sessions.revokeAll(
                        userId, id -> revocations.revokeAll(id, Reason.SESSION_REVOKED))
                .invoke(() -> LOG.info("event=sign_out_everywhere revoked_at_clerk=true"))
                .onFailure()
                .invoke(() -> LOG.warn("event=sign_out_everywhere revoked_at_clerk=false"))
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
