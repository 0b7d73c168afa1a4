package dev.clerkguard.keys;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import dev.clerkguard.testing.Asking;
import dev.clerkguard.testing.Asking.Answer;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.MoodyJwks;
import dev.clerkguard.testing.MoodyJwks.Mood;
import dev.clerkguard.testing.SigningKey;

/**
 * The JWKS refused, hanging, garbage, rotated and back, before the first request and after, with the default settings.
 * Takes two minutes; {@code ./mvnw verify} leaves it out.
 */
@Tag("chaos")
@QuarkusTest
@TestProfile(KeysChaosTest.AwayFromTheStart.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeysChaosTest {
    private static final Logger LOG = Logger.getLogger(KeysChaosTest.class);
    private static final Duration RECOVERY = Duration.ofSeconds(8);
    private static final int COOLDOWN_SECONDS = 5;

    private static final SigningKey FIRST = SigningKey.generate("ins_first");
    private static final SigningKey SECOND = SigningKey.generate("ins_second");
    private static final SigningKey THIRD = SigningKey.generate("ins_third");
    private static final SigningKey STRANGER = SigningKey.generate("ins_stranger");

    private final Asking service = new Asking();

    public static class AwayFromTheStart implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(MoodyJwks.class));
        }
    }

    @Test
    @Order(1)
    void whileNoKeyWasEverLoadedNobodyCanBeKnownAndThatIsSaid() throws Exception {
        for (Mood mood : Mood.values()) {
            becomeAndBeAsked(mood);
            for (String token : List.of(fresh(FIRST), fresh(STRANGER))) {
                Answer answer = session(token);
                assertEquals(503, answer.status(), mood + " " + answer);
                assertTrue(answer.reason().startsWith("jwk-remote-"), mood + " " + answer);
                assertTrue(answer.has("Retry-After"), mood + " " + answer);
            }
            assertEquals("token-invalid", session("garbage").reason(), mood.name());
            assertEquals(200, service.get("/", "garbage").status(), mood.name());
        }
    }

    @Test
    @Order(2)
    void whenTheKeysComeTheServiceRecoversByItself() {
        MoodyJwks.has(FIRST);
        String token = fresh(FIRST);
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertEquals(200, session(token).status()));
    }

    @Test
    @Order(3)
    void onceLoadedTheKeysStayWhateverTheEndpointDoes() throws Exception {
        String known = fresh(FIRST);
        assertEquals(200, session(known).status());
        for (Mood mood : Mood.values()) {
            long start = System.nanoTime();
            becomeAndBeAsked(mood);
            assertEquals(200, session(known).status(), mood.name());
            assertEquals(200, session(fresh(FIRST)).status(), mood.name());
            assertEquals("jwk-kid-mismatch", session(fresh(STRANGER)).reason(), mood.name());
            assertEquals("token-invalid", session("garbage").reason(), mood.name());
            assertTrue(
                    session(fresh(FIRST)).took().compareTo(Duration.ofMillis(500)) < 0,
                    mood + ": a known key waits for nobody");
            Duration median = service.assertKnownTokenIsQuick(fresh(FIRST), mood.name());
            int calls = mood == Mood.REFUSED ? 0 : MoodyJwks.calls();
            Duration lasted = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(calls <= lasted.toSeconds() + 2, mood + ": " + calls + " fetches in " + lasted);
            LOG.infof(
                    "%s: known token in %d µs, %d fetches in %d ms, a new key after %d ms",
                    mood,
                    median.toNanos() / 1000,
                    calls,
                    lasted.toMillis(),
                    recover().toMillis());
        }
    }

    @Test
    @Order(4)
    void aRotationIsAcceptedWithinSecondsAndTheRemovedKeyIsGone() throws Exception {
        String old = fresh(FIRST);
        MoodyJwks.has(FIRST);
        assertEquals(200, session(old).status());
        MoodyJwks.has(SECOND);
        String token = fresh(SECOND);
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertEquals(200, session(token).status()));
        assertEquals("jwk-kid-mismatch", session(old).reason());
    }

    @Test
    @Order(5)
    void tenThousandRandomKeysAreOneFetchPerCooldownAndDoNotHideARotation() throws Exception {
        String valid = fresh(SECOND);
        MoodyJwks.has(SECOND);
        long start = System.nanoTime();
        ExecutorService flood = Executors.newFixedThreadPool(8);
        try {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                String random = withKeyId(UUID.randomUUID().toString());
                answers.add(flood.submit((Callable<Answer>) () -> session(random)));
            }
            assertEquals(200, session(valid).status());
            int before = MoodyJwks.calls();
            MoodyJwks.has(SECOND, THIRD);
            String rotated = fresh(THIRD);
            await().atMost(RECOVERY)
                    .untilAsserted(() -> assertEquals(200, session(rotated).status()));
            for (Future<Answer> answer : answers) {
                assertEquals("jwk-kid-mismatch", answer.get().reason());
            }
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            int fetches = before + MoodyJwks.calls();
            assertTrue(fetches <= seconds / COOLDOWN_SECONDS + 2, fetches + " fetches in " + seconds + " s");
        } finally {
            flood.shutdownNow();
        }
    }

    /** Clerk is well, and has one more key: until its tokens are accepted. */
    private Duration recover() {
        SigningKey another = SigningKey.generate("ins_" + UUID.randomUUID());
        MoodyJwks.has(FIRST, another);
        long start = System.nanoTime();
        await().atMost(RECOVERY).until(() -> session(fresh(another)).status() == 200);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Until the service has seen the new mood; the tokens of strangers make it ask. */
    private void becomeAndBeAsked(Mood mood) {
        MoodyJwks.become(mood);
        await().atMost(RECOVERY).until(() -> {
            int status = session(fresh(STRANGER)).status();
            assertTrue(status == 401 || status == 503, mood + ": " + status);
            return mood == Mood.REFUSED || MoodyJwks.calls() > 0;
        });
    }

    private static String fresh(SigningKey key) {
        return Claims.now().with("jti", UUID.randomUUID().toString()).signedBy(key);
    }

    private static String withKeyId(String keyId) {
        return new SigningKey(keyId, STRANGER.pair()).sign(Claims.now().map());
    }

    private Answer session(String token) {
        return service.get("/auth/session", token);
    }
}
