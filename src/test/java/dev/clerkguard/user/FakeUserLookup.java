package dev.clerkguard.user;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.Settings;

/** A Backend API whose calls wait until the test completes them. */
final class FakeUserLookup implements UserLookup {
    static final int MAXIMUM_BYTES = 1_000_000;

    private final Deque<CompletableFuture<User>> calls = new ArrayDeque<>();

    /** Calls without an answer, the oldest first. */
    Deque<CompletableFuture<User>> calls() {
        return calls;
    }

    UserCache users(Clock clock, Map<String, String> set) {
        Map<String, String> settings = new HashMap<>(set);
        settings.put("clerk.users.max-weight", String.valueOf(MAXIMUM_BYTES));
        // Long, so that the answer of a test is in time.
        settings.putIfAbsent("clerk.users.stale-timeout", "10s");
        return new UserCache(this, Settings.of(UserCacheConfig.class, settings), clock);
    }

    @Override
    public Uni<User> user(String id) {
        CompletableFuture<User> answer = new CompletableFuture<>();
        calls.add(answer);
        return Uni.createFrom().completionStage(answer);
    }

    static User user(String id, Instant updatedAt) {
        return UserReader.read(
                        JsonNodeFactory.instance.objectNode().put("id", id).put("updated_at", updatedAt.toEpochMilli()))
                .orElseThrow();
    }

    static RefusedException unavailable() {
        return new RefusedException(Reason.CLERK_UNAVAILABLE, "unavailable", Duration.ofSeconds(5));
    }

    static Reason refusal(CompletableFuture<?> found) {
        return ((RefusedException) assertThrows(Exception.class, found::join).getCause()).reason();
    }

    /** Reads a user into the cache. */
    void cache(UserCache users, String id) {
        CompletableFuture<UserSnapshot> found = find(users, id);
        calls.remove().complete(user(id, MovableClock.START));
        found.join();
    }

    static CompletableFuture<UserSnapshot> find(UserCache users, String id) {
        return users.find(id, Function.identity()).subscribeAsCompletionStage();
    }
}
