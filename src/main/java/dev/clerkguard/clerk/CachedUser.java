package dev.clerkguard.clerk;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

import dev.clerkguard.problem.RefusedException;

/**
 * What Clerk said of one user id, when, and the answer that is made of it, once.
 *
 * @param user the user, unless Clerk knows none
 * @param json the user as JSON in UTF-8
 * @param refusal what a caller is told when Clerk knows no such user
 */
record CachedUser(Optional<User> user, byte[] json, Optional<RefusedException> refusal, Instant readAt) {
    /** What an entry costs besides its JSON: the objects of the record, roughly as much again. */
    private static final int OVERHEAD_BYTES = 1000;

    static CachedUser of(User user, Instant readAt) {
        byte[] json = UserJson.of(user).toString().getBytes(StandardCharsets.UTF_8);
        return new CachedUser(Optional.of(user), json, Optional.empty(), readAt);
    }

    static CachedUser unknown(RefusedException refusal, Instant readAt) {
        return new CachedUser(Optional.empty(), new byte[0], Optional.of(refusal), readAt);
    }

    int weight() {
        return 2 * json.length + OVERHEAD_BYTES;
    }

    /** Clerk's answers and events arrive in any order. */
    boolean isNewerThan(CachedUser other) {
        Optional<Instant> mine = user.flatMap(User::updatedAt);
        Optional<Instant> theirs = other.user.flatMap(User::updatedAt);
        return mine.isPresent() && theirs.isPresent() && mine.get().isAfter(theirs.get());
    }

    CachedUser readAgain(Instant at) {
        return new CachedUser(user, json, refusal, at);
    }
}
