package dev.clerkguard.clerk;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import dev.clerkguard.testing.Asking;
import dev.clerkguard.testing.Asking.Answer;
import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.MoodyBackend;
import dev.clerkguard.testing.MoodyBackend.Mood;

/**
 * The Backend API refused, hanging, limiting, garbage and back, for users who are remembered and who are not, with the
 * default settings but one. Takes minutes; {@code ./mvnw verify} leaves it out.
 */
@Tag("chaos")
@QuarkusTest
@TestProfile(BackendChaosTest.Moody.class)
class BackendChaosTest {
    private static final Logger LOG = Logger.getLogger(BackendChaosTest.class);
    private static final Duration RECOVERY = Duration.ofSeconds(8);
    private static final Duration AT_ONCE = Duration.ofMillis(500);
    private static final int UNTIL_THE_BREAKER_OPENS = 5;
    private static final int ATTEMPTS = 2;
    private static final int MOST_AT_ONCE = 200;

    private final Asking service = new Asking();

    public static class Moody implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(MoodyBackend.class));
        }
    }

    /** Another test may have left the service in the belief that Clerk is away. */
    @BeforeEach
    void clerkIsWellAndTrusted() {
        recover();
    }

    @ParameterizedTest
    @EnumSource(Mood.class)
    void whateverClerkDoesTheServiceStaysCalm(Mood mood) {
        String session = ClerkUsers.token(ClerkUsers.newId());
        String old = grownOld();
        String unknown = MoodyBackend.stranger();
        assertEquals("user-not-found", me(unknown).reason());
        String fresh = ClerkUsers.newId();
        assertEquals(200, me(fresh).status());
        MoodyBackend.become(mood);

        Answer remembered = me(fresh);
        assertEquals(200, remembered.status(), mood.name());
        assertFalse(remembered.has("Age"), mood.name());
        assertEquals("user-not-found", me(unknown).reason(), mood.name());
        assertEquals(0, MoodyBackend.calls(), mood + ": who is remembered is not asked for");

        Answer stranger = unavailable(mood, me(MoodyBackend.stranger()));
        Answer stale = me(old);
        assertEquals(200, stale.status(), mood.name());
        assertTrue(stale.has("Age") && stale.has("Warning"), mood.name());
        assertTrue(stale.took().compareTo(AT_ONCE) < 0, mood + ": " + stale.took());

        List<CompletableFuture<Answer>> more = Stream.generate(() -> send(ClerkUsers.newId()))
                .limit(UNTIL_THE_BREAKER_OPENS)
                .toList();
        more.forEach(answer -> unavailable(mood, answer.join()));
        int most = (UNTIL_THE_BREAKER_OPENS + 2) * ATTEMPTS;
        assertTrue(MoodyBackend.calls() <= most, mood + ": " + MoodyBackend.calls() + " calls");
        leavesClerkAlone(mood, old);

        assertEquals(200, service.get("/auth/session", ClerkUsers.token(fresh)).status(), mood.name());
        assertEquals("token-invalid", service.get("/auth/session", "garbage").reason(), mood.name());
        Duration known = service.assertKnownTokenIsQuick(session, mood.name());
        int calls = MoodyBackend.calls();
        Duration recovery = recover();
        LOG.infof(
                "%s: new user %d after %d ms, old user after %d ms, known token in %d µs, %d calls, recovered in %d ms",
                mood,
                stranger.status(),
                stranger.took().toMillis(),
                stale.took().toMillis(),
                known.toNanos() / 1000,
                calls,
                recovery.toMillis());
        assertFalse(me(old).has("Age"), mood.name());
    }

    /** The breaker, or the pause that Clerk asked for. A single call may be made meanwhile to see whether it is over. */
    private void leavesClerkAlone(Mood mood, String old) {
        int before = MoodyBackend.calls();
        Stream.generate(ClerkUsers::newId).limit(50).forEach(id -> unavailable(mood, me(id)));
        assertTrue(MoodyBackend.calls() <= before + ATTEMPTS, mood + ": " + (MoodyBackend.calls() - before));
        assertEquals(200, me(old).status(), mood.name());
    }

    /** Failures that take long are as many as they are: they must not be forgotten while they are counted. */
    @Test
    void aClerkThatHangsIsLeftAloneEvenWhenOneCallerAsksAfterTheOther() {
        MoodyBackend.become(Mood.HANGING);
        for (int i = 0; i < UNTIL_THE_BREAKER_OPENS; i++) {
            assertEquals(503, me(ClerkUsers.newId()).status());
        }

        assertTrue(me(ClerkUsers.newId()).took().compareTo(AT_ONCE) < 0);
    }

    @Test
    void tenThousandUsersAtOnceAreTwoHundredCallsAndLeaveNothingBehind() throws InterruptedException {
        List<String> tokens = IntStream.range(0, 10_000)
                .parallel()
                .mapToObj(i -> ClerkUsers.token(ClerkUsers.newId()))
                .toList();
        MoodyBackend.become(Mood.HANGING);
        Semaphore connections = new Semaphore(250);
        List<CompletableFuture<Answer>> answers = tokens.stream()
                .map(token -> {
                    connections.acquireUninterruptibly();
                    return service.send("/auth/me", token).whenComplete((answer, failure) -> connections.release());
                })
                .toList();
        answers.forEach(answer -> unavailable(Mood.HANGING, answer.join()));

        assertTrue(MoodyBackend.calls() <= MOST_AT_ONCE * ATTEMPTS, MoodyBackend.calls() + " calls");
        LOG.infof(
                "10,000 users: %d calls, recovered in %d ms",
                MoodyBackend.calls(), recover().toMillis());
    }

    /** A user who was read so long ago that he is no longer fresh; Clerk is well. */
    private String grownOld() {
        String old = ClerkUsers.newId();
        assertEquals(200, me(old).status());
        String other = ClerkUsers.newId();
        assertEquals(200, me(other).status());
        // The other one was read later, and is read again when he is old: then so is the first.
        int before = MoodyBackend.calls();
        await().atMost(Duration.ofSeconds(MoodyBackend.FRESH_SECONDS + 5)).until(() -> {
            me(other);
            return MoodyBackend.calls() > before;
        });
        return old;
    }

    private Duration recover() {
        MoodyBackend.beWell();
        long start = System.nanoTime();
        await().atMost(RECOVERY).until(() -> me(ClerkUsers.newId()).status() == 200);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Answer unavailable(Mood mood, Answer answer) {
        assertEquals(503, answer.status(), mood.name());
        assertEquals(mood.reason(), answer.reason(), mood.name());
        assertTrue(answer.has("Retry-After"), mood.name());
        assertTrue(answer.took().compareTo(Asking.LONGEST) < 0, mood + " " + answer);
        return answer;
    }

    private Answer me(String userId) {
        return send(userId).join();
    }

    private CompletableFuture<Answer> send(String userId) {
        return service.send("/auth/me", ClerkUsers.token(userId));
    }
}
