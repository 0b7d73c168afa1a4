package dev.clerkguard.user;

import io.smallrye.mutiny.Uni;

/** Reads one user from Clerk. */
@FunctionalInterface
interface UserLookup {
    /** Fails with {@link dev.clerkguard.problem.RefusedException}. Never blocks. */
    Uni<User> user(String id);
}
