package dev.clerkguard.clerk;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.JsonNode;

import dev.clerkguard.clerk.BackendCalls.Operation;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/** The sessions of a user at Clerk. */
public final class UserSessions {
    /** What has a token, or may get one (Clerk docs, "Session object"). */
    private static final List<String> ALIVE = List.of("active", "pending");

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 10;
    private static final int AT_ONCE = 10;

    private final BackendApi api;
    private final Backend backend;
    private final BackendConfig config;

    UserSessions(BackendApi api, Backend backend, BackendConfig config) {
        this.api = api;
        this.backend = backend;
        this.config = config;
    }

    /**
     * Revokes all of them. Fails with {@link RefusedException} when Clerk cannot be told; what was revoked until then
     * stays revoked.
     *
     * @param found given the id of each, before it is revoked
     */
    public Uni<Void> revokeAll(String userId, Consumer<String> found) {
        if (config.secretKey().isEmpty()) {
            return Uni.createFrom()
                    .failure(new RefusedException(
                            Reason.SECRET_KEY_INVALID,
                            "Clerk cannot be told: this service has no secret key. Set CLERK_SECRET_KEY.",
                            config.backend().breakerPause()));
        }
        return Multi.createFrom()
                .iterable(ALIVE)
                .onItem()
                .transformToUniAndConcatenate(status -> revokePage(userId, status, found, MOST_PAGES))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** What was revoked is not on the next page of this status: the first one is asked for again until it is short. */
    private Uni<Void> revokePage(String userId, String status, Consumer<String> found, int pagesLeft) {
        if (pagesLeft == 0) {
            return Uni.createFrom()
                    .failure(new RefusedException(
                            Reason.CLERK_UNAVAILABLE,
                            "Clerk goes on listing sessions that were ended.",
                            config.backend().breakerPause()));
        }
        return backend.read(
                        Operation.LIST_SESSIONS,
                        Reason.USER_NOT_FOUND,
                        json -> list(json).isArray(),
                        () -> api.sessions(bearer(), config.apiVersion(), userId, status, PAGE))
                .map(UserSessions::ids)
                .invoke(ids -> ids.forEach(found))
                .chain(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUni(this::revoke)
                        .merge(AT_ONCE)
                        .collect()
                        .last()
                        .chain(() -> ids.size() < PAGE
                                ? Uni.createFrom().voidItem()
                                : revokePage(userId, status, found, pagesLeft - 1)));
    }

    private Uni<Boolean> revoke(String id) {
        return backend.read(Operation.REVOKE_SESSION, Reason.SESSION_REVOKED, JsonNode::isObject, () -> revokeCall(id))
                .replaceWith(true)
                .onFailure(UserSessions::goneAlready)
                .recoverWithItem(true);
    }

    private Uni<RestResponse<byte[]>> revokeCall(String id) {
        return api.revoke(bearer(), config.apiVersion(), id);
    }

    private static boolean goneAlready(Throwable failure) {
        return failure instanceof RefusedException refused && refused.reason() == Reason.SESSION_REVOKED;
    }

    /** Bare; in other versions of the API it is the data of an object. */
    private static JsonNode list(JsonNode json) {
        return json.isArray() ? json : json.path("data");
    }

    private static List<String> ids(JsonNode json) {
        return StreamSupport.stream(list(json).spliterator(), false)
                .map(session -> session.path("id").asText())
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private String bearer() {
        return "Bearer " + config.secretKey().orElseThrow().strip();
    }
}
