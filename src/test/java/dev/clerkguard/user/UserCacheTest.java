package dev.clerkguard.user;

import static dev.clerkguard.user.FakeUserLookup.find;
import static dev.clerkguard.user.FakeUserLookup.refusal;
import static dev.clerkguard.user.FakeUserLookup.unavailable;
import static dev.clerkguard.user.FakeUserLookup.user;
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
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.MovableClock;

class UserCacheTest {
    private static final String ID = "user_1";
    private static final Instant OLDER = MovableClock.START;
    private static final Instant NEWER = OLDER.plusSeconds(1);

    private final MovableClock clock = new MovableClock();
    private final FakeUserLookup clerk = new FakeUserLookup();
    private final Deque<CompletableFuture<User>> calls = clerk.calls();
    private final UserCache users = clerk.users(clock, Map.of());

    @Test
    void freshUser_isReadOnce() {
        clerk.cache(users, ID);
        clock.advance(Duration.ofSeconds(44));

        assertEquals(Optional.empty(), find(users, ID).join().stale());
        assertTrue(calls.isEmpty());
    }

    @Test
    void concurrentCallers_shareOneCall() {
        CompletableFuture<UserSnapshot> one = find(users, ID);
        CompletableFuture<UserSnapshot> other = find(users, ID);
        calls.remove().complete(user(ID, OLDER));

        assertSame(one.join().user(), other.join().user());
        assertTrue(calls.isEmpty());
    }

    @Test
    void cancelledCaller_doesNotAffectOthers() {
        CompletableFuture<UserSnapshot> leaving = find(users, ID);
        CompletableFuture<UserSnapshot> staying = find(users, ID);
        leaving.cancel(true);
        calls.remove().complete(user(ID, OLDER));

        assertEquals(ID, staying.join().user().id());
        assertThrows(CancellationException.class, leaving::join);
    }

    @Test
    void frequentlyRequestedUser_isReadInTheBackgroundBeforeItExpires() {
        clerk.cache(users, ID);
        clock.advance(Duration.ofSeconds(50));

        assertTrue(find(users, ID).isDone(), "the caller does not wait");
        calls.remove().complete(user(ID, OLDER));
        clock.advance(Duration.ofSeconds(30));
        assertTrue(find(users, ID).isDone());
        assertTrue(calls.isEmpty());
    }

    @Test
    void clockSetBack_makesTheEntryExpired() {
        clerk.cache(users, ID);
        clock.advance(Duration.ofHours(-1));
        find(users, ID);

        assertEquals(1, calls.size());
    }

    @Test
    void unknownUser_isCachedForTheNegativeTtl() {
        CompletableFuture<UserSnapshot> found = find(users, ID);
        calls.remove().completeExceptionally(new RefusedException(Reason.USER_NOT_FOUND, "none"));
        assertEquals(Reason.USER_NOT_FOUND, refusal(found));
        clock.advance(Duration.ofSeconds(9));
        assertEquals(Reason.USER_NOT_FOUND, refusal(find(users, ID)));
        assertTrue(calls.isEmpty());

        clock.advance(Duration.ofSeconds(1));
        find(users, ID);
        assertEquals(1, calls.size());
    }

    @Test
    void failedCall_isNotCached() {
        CompletableFuture<UserSnapshot> found = find(users, ID);
        calls.remove().completeExceptionally(unavailable());
        assertEquals(Reason.CLERK_UNAVAILABLE, refusal(found));

        find(users, ID);
        assertEquals(1, calls.size());
    }

    @Test
    void invalidationDuringACall_dropsItsAnswer() {
        CompletableFuture<UserSnapshot> found = find(users, ID);
        users.forget(ID);
        calls.remove().complete(user(ID, OLDER));
        found.join();

        find(users, ID);
        assertEquals(1, calls.size(), "the answer may be from before the change");
    }

    @Test
    void olderStateFromACall_doesNotReplaceANewerOne() {
        users.put(user(ID, NEWER));
        clock.advance(Duration.ofSeconds(61));
        CompletableFuture<UserSnapshot> found = find(users, ID);
        calls.remove().complete(user(ID, OLDER));

        assertEquals(Optional.of(NEWER), found.join().user().updatedAt());
        assertEquals(Optional.empty(), find(users, ID).join().stale());
        assertTrue(calls.isEmpty(), "the entry counts as read now");
    }

    @Test
    void changeWhileACallEnds_isKept() {
        changeWhileACallEnds(changing -> changing.put(user(ID, NEWER)));

        assertEquals(Optional.of(NEWER), find(users, ID).join().user().updatedAt());
    }

    @Test
    void invalidationWhileACallEnds_dropsItsAnswer() {
        changeWhileACallEnds(changing -> changing.forget(ID));

        find(users, ID);
        assertEquals(1, calls.size(), "the answer may be from before the change");
    }

    /** Changes the user from another thread when the cache reads the clock to store the answer. */
    private void changeWhileACallEnds(Consumer<UserCache> change) {
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
        CompletableFuture<UserSnapshot> found = find(users, ID);
        readings.set(0);
        calls.remove().complete(user(ID, OLDER));
        found.join();
        await().until(() -> other.get().getState() == State.TERMINATED);
    }

    @Test
    void userFromAWebhook_needsNoCall() {
        users.put(user(ID, OLDER));

        assertEquals(ID, find(users, ID).join().user().id());
        assertTrue(calls.isEmpty());
    }

    @Test
    void usersTogether_stayWithinTheMaximumWeight() {
        int many = 3 * FakeUserLookup.MAXIMUM_BYTES / 1000;
        UserCache roomy = clerk.users(clock, Map.of("clerk.users.max-waiting", String.valueOf(many)));
        IntStream.range(0, many).forEach(i -> roomy.put(user("user_" + i, OLDER)));
        IntStream.range(0, many).forEach(i -> find(roomy, "user_" + i));

        assertTrue(calls.size() >= many * 2 / 3, "a user weighs 1000 at least: " + calls.size());
    }
}
