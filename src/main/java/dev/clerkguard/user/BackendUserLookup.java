package dev.clerkguard.user;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.clerk.BackendApi;
import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.clerk.BackendClient;
import dev.clerkguard.problem.Reason;

/** Reads a user from the Backend API: GET /v1/users/{id}. */
final class BackendUserLookup implements UserLookup {
    private final BackendApi api;
    private final BackendClient backend;

    BackendUserLookup(BackendApi api, BackendClient backend) {
        this.api = api;
        this.backend = backend;
    }

    @Override
    public Uni<User> user(String id) {
        return backend.read(
                        Operation.READ_USER,
                        Reason.USER_NOT_FOUND,
                        // The record of another user must never be served.
                        json -> id.equals(json.path("id").textValue()),
                        authorization -> api.user(authorization, id))
                .map(json -> UserReader.read(json).orElseThrow());
    }
}
