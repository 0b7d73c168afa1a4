package dev.clerkguard.clerk;

import static dev.clerkguard.clerk.FakeUserLookup.away;
import static dev.clerkguard.clerk.FakeUserLookup.refusal;
import static dev.clerkguard.clerk.FakeUserLookup.user;
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
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.MovableClock;

/** Users who are remembered and no longer fresh, and callers who wait, while Clerk is slow or away. */
class StaleUsersTest {
    private static final String ID = "user_1";
    private static final Instant OLDER = MovableClock.START;
    private static final Instant NEWER = OLDER.plusSeconds(1);

    private final MovableClock clock = new MovableClock();
    private final FakeUserLookup clerk = new FakeUserLookup();
    private final Deque<CompletableFuture<User>> asked = clerk.asked();
    private final Users users = clerk.users(clock, Map.of());

    @Test
    void aUserGrownOldIsServedMarkedWhileClerkIsAway() {
        known(ID);
        clock.advance(Duration.ofMinutes(5));
        CompletableFuture<KnownUser> found = find(ID);
        asked.remove().completeExceptionally(away());

        assertEquals(Optional.of(Duration.ofMinutes(5)), found.join().stale());
    }

    @Test
    void aUserTooOldIsNotServedAnyMore() {
        known(ID);
        clock.advance(Duration.ofMinutes(11).plusSeconds(1));
        CompletableFuture<KnownUser> found = find(ID);
        asked.remove().completeExceptionally(away());

        assertEquals(Reason.CLERK_UNAVAILABLE, refusal(found));
    }

    @Test
    void aLateEventDoesNotMakeAUserServableForLonger() {
        users.put(user(ID, NEWER));
        clock.advance(Duration.ofMinutes(8));
        users.put(user(ID, OLDER));
        clock.advance(Duration.ofMinutes(4));
        CompletableFuture<KnownUser> found = find(ID);
        asked.remove().completeExceptionally(away());

        assertEquals(Reason.CLERK_UNAVAILABLE, refusal(found));
    }

    @Test
    void whoeverCanBeServedWithAnOldStateDoesNotWaitLongForClerk() {
        Users impatient = clerk.users(clock, Map.of("clerk.users.wait-when-stale", "20ms"));
        impatient.put(user(ID, OLDER));
        clock.advance(Duration.ofMinutes(5));
        assertEquals(
                Optional.of(Duration.ofMinutes(5)), find(impatient, ID).join().stale());

        asked.remove().complete(user(ID, NEWER));
        KnownUser found = find(impatient, ID).join();
        assertEquals(Optional.empty(), found.stale(), "the look-up went on");
        assertEquals(Optional.of(NEWER), found.user().updatedAt());
    }

    @Test
    void whoeverIsNotToWaitIsServedAtOnceAndTheUserIsReadAllTheSame() {
        Users hurried = clerk.users(clock, Map.of("clerk.users.wait-when-stale", "0s"));
        hurried.put(user(ID, OLDER));
        clock.advance(Duration.ofMinutes(5));
        assertEquals(
                Optional.of(Duration.ofMinutes(5)), find(hurried, ID).join().stale());
        assertEquals(0, hurried.waiting());

        asked.remove().complete(user(ID, NEWER));
        assertEquals(Optional.empty(), find(hurried, ID).join().stale());
    }

    @Test
    void notMoreThanSomeMayWait() {
        Users few = clerk.users(clock, Map.of("clerk.users.max-waiting", "2"));
        few.put(user("user_old", OLDER));
        clock.advance(Duration.ofMinutes(5));
        List<CompletableFuture<KnownUser>> waiting = List.of(find(few, ID), find(few, ID));

        assertEquals(Reason.CLERK_UNAVAILABLE, refusal(find(few, ID)));
        assertEquals(
                Optional.of(Duration.ofMinutes(5)), find(few, "user_old").join().stale());
        waiting.get(0).cancel(true);
        CompletableFuture<KnownUser> next = find(few, ID);
        assertEquals(1, asked.size());
        asked.remove().complete(user(ID, OLDER));
        assertEquals(ID, next.join().user().id());
    }

    @Test
    void eachCallerGoesOnInHisOwnContext() {
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
            asked.remove().complete(user(ID, OLDER));
            for (int i = 0; i < contexts.size(); i++) {
                assertSame(contexts.get(i), seen.get(i).join());
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void aUserThatWasDeletedMeanwhileIsGoneEvenThoughItIsRemembered() {
        known(ID);
        clock.advance(Duration.ofSeconds(61));
        CompletableFuture<KnownUser> found = find(ID);
        asked.remove().completeExceptionally(new RefusedException(Reason.USER_NOT_FOUND, "gone"));

        assertEquals(Reason.USER_NOT_FOUND, refusal(found));
    }

    private void known(String id) {
        CompletableFuture<KnownUser> found = find(id);
        asked.remove().complete(user(id, OLDER));
        found.join();
    }

    private CompletableFuture<KnownUser> find(String id) {
        return find(users, id);
    }

    private static CompletableFuture<KnownUser> find(Users users, String id) {
        return users.find(id, Function.identity()).subscribeAsCompletionStage();
    }
}
