package dev.clerkguard.clerk;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.JsonNode;

import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/** Revokes the sessions of a user at Clerk. */
public final class SessionRevoker {
    /** The statuses of a session that can have a token (Clerk docs, "Session object"). */
    private static final List<String> ALIVE = List.of("active", "pending");

    private static final int PAGE = 100;
    private static final int MAX_PAGES = 10;
    private static final int CONCURRENCY = 10;

    private final BackendApi api;
    private final BackendClient backend;
    private final BackendConfig config;

    SessionRevoker(BackendApi api, BackendClient backend, BackendConfig config) {
        this.api = api;
        this.backend = backend;
        this.config = config;
    }

    /**
     * Revokes all sessions of the user. Fails with {@link RefusedException} when a call of Clerk fails; sessions that were
     * revoked before the failure stay revoked.
     *
     * @param found receives the id of each session before it is revoked
     */
    public Uni<Void> revokeAll(String userId, Consumer<String> found) {
        return Multi.createFrom()
                .iterable(ALIVE)
                .onItem()
                .transformToUniAndConcatenate(status -> revokePage(userId, status, found, MAX_PAGES))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** A revoked session leaves the list of this status, so the first page is read again until it is not full. */
    private Uni<Void> revokePage(String userId, String status, Consumer<String> found, int pagesLeft) {
        if (pagesLeft == 0) {
            return Uni.createFrom()
                    .failure(new RefusedException(
                            Reason.CLERK_UNAVAILABLE,
                            "Clerk still lists sessions that are revoked.",
                            config.backend().breakerDelay()));
        }
        return backend.read(
                        Operation.LIST_SESSIONS,
                        Reason.USER_NOT_FOUND,
                        json -> list(json).isArray(),
                        authorization -> api.sessions(authorization, userId, status, PAGE))
                .map(SessionRevoker::ids)
                .invoke(ids -> ids.forEach(found))
                .chain(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUni(this::revoke)
                        .merge(CONCURRENCY)
                        .collect()
                        .last()
                        .chain(() -> ids.size() < PAGE
                                ? Uni.createFrom().voidItem()
                                : revokePage(userId, status, found, pagesLeft - 1)));
    }

    private Uni<Boolean> revoke(String id) {
        return backend.read(
                        Operation.REVOKE_SESSION,
                        Reason.SESSION_REVOKED,
                        JsonNode::isObject,
                        authorization -> api.revoke(authorization, id))
                .replaceWith(true)
                .onFailure(SessionRevoker::goneAlready)
                .recoverWithItem(true);
    }

    private static boolean goneAlready(Throwable failure) {
        return failure instanceof RefusedException refused && refused.reason() == Reason.SESSION_REVOKED;
    }

    /** An array; in other versions of the API, an object with the array as its member data. */
    private static JsonNode list(JsonNode json) {
        return json.isArray() ? json : json.path("data");
    }

    private static List<String> ids(JsonNode json) {
        return StreamSupport.stream(list(json).spliterator(), false)
                .map(session -> session.path("id").asText())
                .filter(id -> !id.isEmpty())
                .toList();
    }
}
