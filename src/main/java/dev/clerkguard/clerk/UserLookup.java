package dev.clerkguard.clerk;

import io.smallrye.mutiny.Uni;

/** Asks Clerk for one user. */
@FunctionalInterface
interface UserLookup {
    /** Fails with {@link dev.clerkguard.problem.RefusedException}. Never blocks. */
    Uni<User> user(String id);
}
