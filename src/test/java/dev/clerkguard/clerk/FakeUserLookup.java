package dev.clerkguard.clerk;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.smallrye.mutiny.Uni;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.Settings;

/** Clerk as a test wants it to answer: each look-up waits until the test completes it. */
final class FakeUserLookup implements UserLookup {
    static final int MAXIMUM_BYTES = 1_000_000;

    private final Deque<CompletableFuture<User>> asked = new ArrayDeque<>();

    /** Look-ups that nobody has answered yet; the oldest first. */
    Deque<CompletableFuture<User>> asked() {
        return asked;
    }

    Users users(Clock clock, Map<String, String> set) {
        Map<String, String> settings = new HashMap<>(set);
        settings.put("clerk.users.maximum-bytes", String.valueOf(MAXIMUM_BYTES));
        // Long: what a test answers is answered in time.
        settings.putIfAbsent("clerk.users.wait-when-stale", "10s");
        return new Users(this, Settings.of(UsersConfig.class, settings), clock);
    }

    @Override
    public Uni<User> user(String id) {
        CompletableFuture<User> answer = new CompletableFuture<>();
        asked.add(answer);
        return Uni.createFrom().completionStage(answer);
    }

    static User user(String id, Instant updatedAt) {
        return UserReader.read(
                        JsonNodeFactory.instance.objectNode().put("id", id).put("updated_at", updatedAt.toEpochMilli()))
                .orElseThrow();
    }

    static RefusedException away() {
        return new RefusedException(Reason.CLERK_UNAVAILABLE, "away", Duration.ofSeconds(5));
    }

    static Reason refusal(CompletableFuture<?> found) {
        return ((RefusedException) assertThrows(Exception.class, found::join).getCause()).reason();
    }
}
