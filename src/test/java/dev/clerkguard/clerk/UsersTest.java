package dev.clerkguard.clerk;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.Thread.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.MovableClock;
import dev.clerkguard.testing.Settings;

class UsersTest {
    private static final String ID = "user_1";
    private static final int MAXIMUM_BYTES = 1_000_000;
    private static final Instant OLDER = MovableClock.START;
    private static final Instant NEWER = OLDER.plusSeconds(1);

    private final MovableClock clock = new MovableClock();
    private final Deque<CompletableFuture<User>> asked = new ArrayDeque<>();
    private final Users users = users(Map.of());

    private Users users(Map<String, String> set) {
        Map<String, String> settings = new HashMap<>(set);
        settings.put("clerk.users.maximum-bytes", String.valueOf(MAXIMUM_BYTES));
        // Long: what a test answers is answered in time.
        settings.putIfAbsent("clerk.users.wait-when-stale", "10s");
        return new Users(this::lookUp, Settings.of(UsersConfig.class, settings), clock);
    }

    private Uni<User> lookUp(String id) {
        CompletableFuture<User> answer = new CompletableFuture<>();
        asked.add(answer);
        return Uni.createFrom().completionStage(answer);
    }

    @Test
    void isAskedForOnceWhileFresh() {
        known(ID);
        clock.advance(Duration.ofSeconds(44));

        assertEquals(Optional.empty(), find(ID).join().stale());
        assertTrue(asked.isEmpty());
    }

    @Test
    void manyCallersAreOneLookUp() {
        CompletableFuture<KnownUser> one = find(ID);
        CompletableFuture<KnownUser> other = find(ID);
        asked.remove().complete(user(ID));

        assertSame(one.join().user(), other.join().user());
        assertTrue(asked.isEmpty());
    }

    @Test
    void aCallerWhoGoesAwayDisturbsNoOther() {
        CompletableFuture<KnownUser> leaving = find(ID);
        CompletableFuture<KnownUser> staying = find(ID);
        leaving.cancel(true);
        asked.remove().complete(user(ID));

        assertEquals(ID, staying.join().user().id());
        assertThrows(CancellationException.class, leaving::join);
    }

    @Test
    void aHotUserIsReadAgainInTheBackgroundAheadOfNeed() {
        known(ID);
        clock.advance(Duration.ofSeconds(50));

        assertTrue(find(ID).isDone(), "nobody waits for it");
        asked.remove().complete(user(ID));
        clock.advance(Duration.ofSeconds(30));
        assertTrue(find(ID).isDone());
        assertTrue(asked.isEmpty());
    }

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
    void aClockThatIsPutBackMakesNobodyFreshForLonger() {
        known(ID);
        clock.advance(Duration.ofHours(-1));
        find(ID);

        assertEquals(1, asked.size());
    }

    @Test
    void whoeverCanBeServedWithAnOldStateDoesNotWaitLongForClerk() {
        Users impatient = users(Map.of("clerk.users.wait-when-stale", "20ms"));
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
        Users hurried = users(Map.of("clerk.users.wait-when-stale", "0s"));
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
        Users few = users(Map.of("clerk.users.max-waiting", "2"));
        few.put(user("user_old"));
        clock.advance(Duration.ofMinutes(5));
        List<CompletableFuture<KnownUser>> waiting = List.of(find(few, ID), find(few, ID));

        assertEquals(Reason.CLERK_UNAVAILABLE, refusal(find(few, ID)));
        assertEquals(
                Optional.of(Duration.ofMinutes(5)), find(few, "user_old").join().stale());
        waiting.get(0).cancel(true);
        CompletableFuture<KnownUser> next = find(few, ID);
        assertEquals(1, asked.size());
        asked.remove().complete(user(ID));
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
            asked.remove().complete(user(ID));
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

    @Test
    void thatClerkKnowsNoSuchUserIsRememberedBriefly() {
        CompletableFuture<KnownUser> found = find(ID);
        asked.remove().completeExceptionally(new RefusedException(Reason.USER_NOT_FOUND, "none"));
        assertEquals(Reason.USER_NOT_FOUND, refusal(found));
        clock.advance(Duration.ofSeconds(9));
        assertEquals(Reason.USER_NOT_FOUND, refusal(find(ID)));
        assertTrue(asked.isEmpty());

        clock.advance(Duration.ofSeconds(1));
        find(ID);
        assertEquals(1, asked.size());
    }

    @Test
    void aFailureIsNotRemembered() {
        CompletableFuture<KnownUser> found = find(ID);
        asked.remove().completeExceptionally(away());
        assertEquals(Reason.CLERK_UNAVAILABLE, refusal(found));

        find(ID);
        assertEquals(1, asked.size());
    }

    @Test
    void aUserForgottenDuringALookUpIsNotKeptFromIt() {
        CompletableFuture<KnownUser> found = find(ID);
        users.forget(ID);
        asked.remove().complete(user(ID));
        found.join();

        find(ID);
        assertEquals(1, asked.size(), "the answer may be from before the change");
    }

    @Test
    void anOlderStateThatALookUpBringsDoesNotOverwriteANewerOne() {
        users.put(user(ID, NEWER));
        clock.advance(Duration.ofSeconds(61));
        CompletableFuture<KnownUser> found = find(ID);
        asked.remove().complete(user(ID, OLDER));

        assertEquals(Optional.of(NEWER), found.join().user().updatedAt());
        assertEquals(Optional.empty(), find(ID).join().stale());
        assertTrue(asked.isEmpty(), "it was asked for, and that is remembered");
    }

    @Test
    void aUserChangedAtTheVeryMomentALookUpEndsIsNotLost() {
        changeDuringTheEndOfALookUp(changing -> changing.put(user(ID, NEWER)));

        assertEquals(Optional.of(NEWER), find(ID).join().user().updatedAt());
    }

    @Test
    void aUserForgottenAtTheVeryMomentALookUpEndsIsNotKeptFromIt() {
        changeDuringTheEndOfALookUp(changing -> changing.forget(ID));

        find(ID);
        assertEquals(1, asked.size(), "the answer may be from before the change");
    }

    /** When the answer is about to be kept (the cache asks for the time), another thread changes the user. */
    private void changeDuringTheEndOfALookUp(Consumer<Users> change) {
        AtomicInteger readings = new AtomicInteger(Integer.MIN_VALUE);
        AtomicReference<Thread> other = new AtomicReference<>();
        clock.onReading(() -> {
            if (readings.incrementAndGet() == 2) {
                Thread thread = new Thread(() -> change.accept(users));
                other.set(thread);
                thread.start();
                await().until(() -> List.of(State.BLOCKED, State.TERMINATED).contains(thread.getState()));
            }
        });
        CompletableFuture<KnownUser> found = find(ID);
        readings.set(0);
        asked.remove().complete(user(ID, OLDER));
        found.join();
        await().until(() -> other.get().getState() == State.TERMINATED);
    }

    @Test
    void aUserThatCameByAnotherWayNeedsNoLookUp() {
        users.put(user(ID));

        assertEquals(ID, find(ID).join().user().id());
        assertTrue(asked.isEmpty());
    }

    @Test
    void allTogetherTakeNoMoreThanTheyMay() {
        int many = 3 * MAXIMUM_BYTES / 1000;
        Users roomy = users(Map.of("clerk.users.max-waiting", String.valueOf(many)));
        IntStream.range(0, many).forEach(i -> roomy.put(user("user_" + i)));
        IntStream.range(0, many).forEach(i -> find(roomy, "user_" + i));

        assertTrue(asked.size() >= many * 2 / 3, "a user weighs 1000 at least: " + asked.size());
    }

    private void known(String id) {
        CompletableFuture<KnownUser> found = find(id);
        asked.remove().complete(user(id));
        found.join();
    }

    private CompletableFuture<KnownUser> find(String id) {
        return find(users, id);
    }

    private static CompletableFuture<KnownUser> find(Users users, String id) {
        return users.find(id, Function.identity()).subscribeAsCompletionStage();
    }

    private static Reason refusal(CompletableFuture<KnownUser> found) {
        return ((RefusedException) assertThrows(Exception.class, found::join).getCause()).reason();
    }

    private static RefusedException away() {
        return new RefusedException(Reason.CLERK_UNAVAILABLE, "away", Duration.ofSeconds(5));
    }

    private static User user(String id) {
        return user(id, OLDER);
    }

    private static User user(String id, Instant updatedAt) {
        return UserReader.read(
                        JsonNodeFactory.instance.objectNode().put("id", id).put("updated_at", updatedAt.toEpochMilli()))
                .orElseThrow();
    }
}
