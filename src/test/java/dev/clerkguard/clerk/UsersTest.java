package dev.clerkguard.clerk;

import static dev.clerkguard.clerk.FakeUserLookup.away;
import static dev.clerkguard.clerk.FakeUserLookup.refusal;
import static dev.clerkguard.clerk.FakeUserLookup.user;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.Thread.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
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

import org.junit.jupiter.api.Test;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.MovableClock;

class UsersTest {
    private static final String ID = "user_1";
    private static final Instant OLDER = MovableClock.START;
    private static final Instant NEWER = OLDER.plusSeconds(1);

    private final MovableClock clock = new MovableClock();
    private final FakeUserLookup clerk = new FakeUserLookup();
    private final Deque<CompletableFuture<User>> asked = clerk.asked();
    private final Users users = clerk.users(clock, Map.of());

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
        asked.remove().complete(user(ID, OLDER));

        assertSame(one.join().user(), other.join().user());
        assertTrue(asked.isEmpty());
    }

    @Test
    void aCallerWhoGoesAwayDisturbsNoOther() {
        CompletableFuture<KnownUser> leaving = find(ID);
        CompletableFuture<KnownUser> staying = find(ID);
        leaving.cancel(true);
        asked.remove().complete(user(ID, OLDER));

        assertEquals(ID, staying.join().user().id());
        assertThrows(CancellationException.class, leaving::join);
    }

    @Test
    void aHotUserIsReadAgainInTheBackgroundAheadOfNeed() {
        known(ID);
        clock.advance(Duration.ofSeconds(50));

        assertTrue(find(ID).isDone(), "nobody waits for it");
        asked.remove().complete(user(ID, OLDER));
        clock.advance(Duration.ofSeconds(30));
        assertTrue(find(ID).isDone());
        assertTrue(asked.isEmpty());
    }

    @Test
    void aClockThatIsPutBackMakesNobodyFreshForLonger() {
        known(ID);
        clock.advance(Duration.ofHours(-1));
        find(ID);

        assertEquals(1, asked.size());
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
        asked.remove().complete(user(ID, OLDER));
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
        users.put(user(ID, OLDER));

        assertEquals(ID, find(ID).join().user().id());
        assertTrue(asked.isEmpty());
    }

    @Test
    void allTogetherTakeNoMoreThanTheyMay() {
        int many = 3 * FakeUserLookup.MAXIMUM_BYTES / 1000;
        Users roomy = clerk.users(clock, Map.of("clerk.users.max-waiting", String.valueOf(many)));
        IntStream.range(0, many).forEach(i -> roomy.put(user("user_" + i, OLDER)));
        IntStream.range(0, many).forEach(i -> find(roomy, "user_" + i));

        assertTrue(asked.size() >= many * 2 / 3, "a user weighs 1000 at least: " + asked.size());
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
