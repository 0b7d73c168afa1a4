package dev.clerkguard.clerk;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.clerk.BackendCalls.Operation;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;

/** Asks the Backend API for a user: GET /v1/users/{id}. */
final class BackendUserLookup implements UserLookup {
    private final BackendApi api;
    private final Backend backend;
    private final BackendConfig config;

    BackendUserLookup(BackendApi api, Backend backend, BackendConfig config) {
        this.api = api;
        this.backend = backend;
        this.config = config;
    }

    @Override
    public Uni<User> user(String id) {
        if (config.secretKey().isEmpty()) {
            return Uni.createFrom()
                    .failure(new RefusedException(
                            Reason.SECRET_KEY_INVALID,
                            "Users cannot be looked up: this service has no secret key. Set CLERK_SECRET_KEY.",
                            config.backend().breakerPause()));
        }
        String bearer = "Bearer " + config.secretKey().get().strip();
        return backend.read(
                        Operation.READ_USER,
                        Reason.USER_NOT_FOUND,
                        // Another user's record would be worse than none.
                        json -> id.equals(json.path("id").textValue()),
                        () -> api.user(bearer, config.apiVersion(), id))
                .map(json -> UserReader.read(json).orElseThrow());
    }
}
