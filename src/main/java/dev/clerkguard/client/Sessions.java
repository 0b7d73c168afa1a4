package dev.clerkguard.client;

import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.clerk.ResourceApi;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.revocation.RevocationList;

/** The sessions of users at Clerk. */
public final class Sessions {
    private final ClerkCalls calls;
    private final ResourceApi api;
    private final RevocationList revocations;

    Sessions(ClerkCalls calls, ResourceApi api, RevocationList revocations) {
        this.calls = calls;
        this.api = api;
        this.revocations = revocations;
    }

    /** Reads a session; empty when Clerk does not know the id. */
    public Uni<Optional<ClerkSession>> get(String id) {
        return calls.find(Operation.READ_SESSION, id, ClerkSession::read, () -> api.session(id));
    }

    /** Lists the active sessions of a user. */
    public Uni<Page<ClerkSession>> activeOfUser(String userId, PageRequest page) {
        return calls.list(
                Operation.LIST_SESSIONS,
                List.of(),
                page,
                ClerkSession::read,
                () -> api.sessions(userId, "active", page.limit(), page.offset()));
    }

    /** Revokes a session. This service and its other replicas refuse its tokens from now on. */
    public Uni<ClerkSession> revoke(String id) {
        return calls.change(
                        Operation.REVOKE_SESSION, true, List.of(id), ClerkSession::read, () -> api.revokeSession(id))
                .invoke(() -> revocations.revokeAll(id, Reason.SESSION_REVOKED));
    }
}
