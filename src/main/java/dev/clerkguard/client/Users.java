package dev.clerkguard.client;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.clerk.ResourceApi;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.revocation.RevocationList;
import dev.clerkguard.user.User;
import dev.clerkguard.user.UserCache;
import dev.clerkguard.user.UserReader;

/** The users at Clerk. */
public final class Users {
    private final ClerkCalls calls;
    private final ResourceApi api;
    private final UserCache cache;
    private final RevocationList revocations;

    Users(ClerkCalls calls, ResourceApi api, UserCache cache, RevocationList revocations) {
        this.calls = calls;
        this.api = api;
        this.cache = cache;
        this.revocations = revocations;
    }

    /** Reads a user; empty when Clerk does not know the id. */
    public Uni<Optional<User>> get(String id) {
        return calls.find(Operation.READ_USER, id, UserReader::read, () -> api.user(id));
    }

    /** Lists users, the newest first. */
    public Uni<Page<User>> list(UserFilter filter, PageRequest page) {
        return calls.list(
                Operation.LIST_USERS,
                List.of(),
                page,
                UserReader::read,
                () -> api.users(
                        filter.emailAddresses(),
                        filter.externalIds(),
                        filter.userIds(),
                        filter.organizationIds(),
                        filter.query(),
                        page.limit(),
                        page.offset()));
    }

    /** Merges members into the public metadata, which the user sees; null removes one. */
    public Uni<User> mergePublicMetadata(String id, ObjectNode members) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().set("public_metadata", members);
        return change(id, () -> api.mergeUserMetadata(id, ClerkCalls.body(json)));
    }

    /** Bans a user. Their sessions end at Clerk, and this service refuses their tokens at once. */
    public Uni<User> ban(String id) {
        return change(id, () -> api.ban(id)).invoke(() -> revocations.revokeAll(id, Reason.USER_BANNED));
    }

    /** Lifts a ban. Tokens issued from now on are accepted. */
    public Uni<User> unban(String id) {
        return change(id, () -> api.unban(id)).invoke(() -> revocations.unban(id));
    }

    private Uni<User> change(String id, Supplier<Uni<RestResponse<byte[]>>> request) {
        return calls.change(Operation.CHANGE_USER, true, List.of(id), UserReader::read, request)
                // The next request of the user reads the change.
                .invoke(() -> cache.forget(id));
    }
}
