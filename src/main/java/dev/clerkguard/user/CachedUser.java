package dev.clerkguard.user;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

import dev.clerkguard.problem.RefusedException;

/**
 * Clerk's answer for one user id, with the JSON of {@code /auth/me}, which is written once.
 *
 * @param user the user; empty when Clerk does not know the id
 * @param json the user as JSON in UTF-8
 * @param refusal the refusal when Clerk does not know the id
 * @param readAt when Clerk's answer or webhook arrived, in milliseconds since 1970
 */
record CachedUser(Optional<User> user, byte[] json, Optional<RefusedException> refusal, long readAt) {
    /** Of the entry and its key. */
    private static final int OVERHEAD_BYTES = 250;

    static CachedUser of(User user, long readAt) {
        byte[] json = UserJson.of(user).toString().getBytes(StandardCharsets.UTF_8);
        return new CachedUser(Optional.of(user), json, Optional.empty(), readAt);
    }

    static CachedUser unknown(RefusedException refusal, long readAt) {
        return new CachedUser(Optional.empty(), new byte[0], Optional.of(refusal), readAt);
    }

    /** Bytes, as measured: the JSON, objects that take as much because they have the same texts, and the entry. */
    int weight() {
        return 2 * json.length + OVERHEAD_BYTES;
    }

    /** Compares the states. Clerk's answers and webhooks can arrive in any order. */
    boolean isNewerThan(CachedUser other) {
        Optional<Instant> mine = user.flatMap(User::updatedAt);
        Optional<Instant> theirs = other.user.flatMap(User::updatedAt);
        return mine.isPresent() && theirs.isPresent() && mine.get().isAfter(theirs.get());
    }

    CachedUser readAgain(long at) {
        return new CachedUser(user, json, refusal, at);
    }
}
