package dev.clerkguard.user;

import static dev.clerkguard.user.FakeUserLookup.find;
import static dev.clerkguard.user.FakeUserLookup.refusal;
import static dev.clerkguard.user.FakeUserLookup.unavailable;
import static dev.clerkguard.user.FakeUserLookup.user;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.MovableClock;

/** Expired users, and callers who wait, while Clerk is slow or unavailable. */
class StaleUsersTest {
    private static final String ID = "user_1";
    private static final Instant OLDER = MovableClock.START;
    private static final Instant NEWER = OLDER.plusSeconds(1);

    private final MovableClock clock = new MovableClock();
    private final FakeUserLookup clerk = new FakeUserLookup();
    private final Deque<CompletableFuture<User>> calls = clerk.calls();
    private final UserCache users = clerk.users(clock, Map.of());

    @Test
    void expiredUserDuringAnOutage_isServedAsStale() {
        clerk.cache(users, ID);
        clock.advance(Duration.ofMinutes(5));
        CompletableFuture<UserSnapshot> found = find(users, ID);
        calls.remove().completeExceptionally(unavailable());

        assertEquals(Optional.of(Duration.ofMinutes(5)), found.join().stale());
    }

    @Test
    void userOlderThanStaleIfError_isRefused() {
        clerk.cache(users, ID);
        clock.advance(Duration.ofMinutes(11).plusSeconds(1));
        CompletableFuture<UserSnapshot> found = find(users, ID);
        calls.remove().completeExceptionally(unavailable());

        assertEquals(Reason.CLERK_UNAVAILABLE, refusal(found));
    }

    @Test
    void lateWebhook_doesNotExtendStaleIfError() {
        users.put(user(ID, NEWER));
        clock.advance(Duration.ofMinutes(8));
        users.put(user(ID, OLDER));
        clock.advance(Duration.ofMinutes(4));
        CompletableFuture<UserSnapshot> found = find(users, ID);
        calls.remove().completeExceptionally(unavailable());

        assertEquals(Reason.CLERK_UNAVAILABLE, refusal(found));
    }

    @Test
    void callerWithAStaleUser_waitsForTheStaleTimeoutOnly() {
        UserCache impatient = clerk.users(clock, Map.of("clerk.users.stale-timeout", "20ms"));
        impatient.put(user(ID, OLDER));
        clock.advance(Duration.ofMinutes(5));
        assertEquals(
                Optional.of(Duration.ofMinutes(5)), find(impatient, ID).join().stale());

        calls.remove().complete(user(ID, NEWER));
        UserSnapshot found = find(impatient, ID).join();
        assertEquals(Optional.empty(), found.stale(), "the look-up went on");
        assertEquals(Optional.of(NEWER), found.user().updatedAt());
    }

    @Test
    void staleTimeoutOfZero_servesAtOnceAndReadsInTheBackground() {
        UserCache hurried = clerk.users(clock, Map.of("clerk.users.stale-timeout", "0s"));
        hurried.put(user(ID, OLDER));
        clock.advance(Duration.ofMinutes(5));
        assertEquals(
                Optional.of(Duration.ofMinutes(5)), find(hurried, ID).join().stale());
        assertEquals(0, hurried.waiting());

        calls.remove().complete(user(ID, NEWER));
        assertEquals(Optional.empty(), find(hurried, ID).join().stale());
    }

    @Test
    void callersAboveMaxWaiting_areServedStaleOrRefused() {
        UserCache few = clerk.users(clock, Map.of("clerk.users.max-waiting", "2"));
        few.put(user("user_old", OLDER));
        clock.advance(Duration.ofMinutes(5));
        List<CompletableFuture<UserSnapshot>> waiting = List.of(find(few, ID), find(few, ID));

        assertEquals(Reason.CLERK_UNAVAILABLE, refusal(find(few, ID)));
        assertEquals(
                Optional.of(Duration.ofMinutes(5)), find(few, "user_old").join().stale());
        waiting.get(0).cancel(true);
        CompletableFuture<UserSnapshot> next = find(few, ID);
        assertEquals(1, calls.size());
        calls.remove().complete(user(ID, OLDER));
        assertEquals(ID, next.join().user().id());
    }

    @Test
    void eachCaller_continuesOnItsOwnContext() {
        Vertx vertx = Vertx.vertx();
        try {
            List<ContextInternal> contexts = Stream.generate(((VertxInternal) vertx)::createEventLoopContext)
                    .limit(2)
                    .toList();
            List<CompletableFuture<Context>> seen = contexts.stream()
                    .map(context -> {
                        CompletableFuture<Context> goesOn = new CompletableFuture<>();
                        context.runOnContext(go -> users.find(ID, found -> Vertx.currentContext())
                                .subscribe()
                                .with(goesOn::complete, goesOn::completeExceptionally));
                        return goesOn;
                    })
                    .toList();
            await().until(() -> users.waiting() == contexts.size());
            calls.remove().complete(user(ID, OLDER));
            for (int i = 0; i < contexts.size(); i++) {
                assertSame(contexts.get(i), seen.get(i).join());
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void userDeletedAtClerk_isNotServedStale() {
        clerk.cache(users, ID);
        clock.advance(Duration.ofSeconds(61));
        CompletableFuture<UserSnapshot> found = find(users, ID);
        calls.remove().completeExceptionally(new RefusedException(Reason.USER_NOT_FOUND, "gone"));

        assertEquals(Reason.USER_NOT_FOUND, refusal(found));
    }
}
