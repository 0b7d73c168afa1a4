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

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.FaultyJwks;
import dev.clerkguard.testing.FaultyJwks.Failure;
import dev.clerkguard.testing.SigningKey;
import dev.clerkguard.testing.TimedClient;
import dev.clerkguard.testing.TimedClient.Answer;

/**
 * The JWKS endpoint fails in each way, recovers and rotates its keys, before the first request and after it, with the
 * default settings. The tests take two minutes; {@code ./mvnw verify} leaves them out.
 */
@Tag("chaos")
@QuarkusTest
@TestProfile(JwksOutageTest.AwayFromTheStart.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JwksOutageTest {
    private static final Logger LOG = Logger.getLogger(JwksOutageTest.class);
    private static final Duration RECOVERY = Duration.ofSeconds(8);
    private static final int COOLDOWN_SECONDS = 5;

    private static final SigningKey FIRST = SigningKey.generate("ins_first");
    private static final SigningKey SECOND = SigningKey.generate("ins_second");
    private static final SigningKey THIRD = SigningKey.generate("ins_third");
    private static final SigningKey STRANGER = SigningKey.generate("ins_stranger");

    private final TimedClient service = new TimedClient();

    public static class AwayFromTheStart implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(FaultyJwks.class));
        }
    }

    @Test
    @Order(1)
    void noKeyLoaded_requestsAreAnsweredWith503() throws Exception {
        for (Failure failure : Failure.values()) {
            failAndBeCalled(failure);
            for (String token : List.of(fresh(FIRST), fresh(STRANGER))) {
                Answer answer = session(token);
                assertEquals(503, answer.status(), failure + " " + answer);
                assertTrue(answer.reason().startsWith("jwk-remote-"), failure + " " + answer);
                assertTrue(answer.has("Retry-After"), failure + " " + answer);
            }
            assertEquals("token-invalid", session("garbage").reason(), failure.name());
            assertEquals(200, service.get("/", "garbage").status(), failure.name());
        }
    }

    @Test
    @Order(2)
    void jwksAvailableAgain_serviceRecovers() {
        FaultyJwks.has(FIRST);
        String token = fresh(FIRST);
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertEquals(200, session(token).status()));
    }

    @Test
    @Order(3)
    void faultyJwks_loadedKeysStay() throws Exception {
        String known = fresh(FIRST);
        assertEquals(200, session(known).status());
        for (Failure failure : Failure.values()) {
            long start = System.nanoTime();
            failAndBeCalled(failure);
            assertEquals(200, session(known).status(), failure.name());
            assertEquals(200, session(fresh(FIRST)).status(), failure.name());
            assertEquals("jwk-kid-mismatch", session(fresh(STRANGER)).reason(), failure.name());
            assertEquals("token-invalid", session("garbage").reason(), failure.name());
            assertTrue(
                    session(fresh(FIRST)).took().compareTo(Duration.ofMillis(500)) < 0,
                    failure + ": a request with a known key does not wait");
            Duration median = service.assertKnownTokenIsQuick(fresh(FIRST), failure.name());
            int calls = failure == Failure.REFUSED ? 0 : FaultyJwks.calls();
            Duration lasted = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(calls <= lasted.toSeconds() + 2, failure + ": " + calls + " fetches in " + lasted);
            LOG.infof(
                    "%s: known token in %d µs, %d fetches in %d ms, a new key after %d ms",
                    failure,
                    median.toNanos() / 1000,
                    calls,
                    lasted.toMillis(),
                    recover().toMillis());
        }
    }

    @Test
    @Order(4)
    void rotation_isAcceptedWithinSecondsAndTheRemovedKeyIsGone() throws Exception {
        String old = fresh(FIRST);
        FaultyJwks.has(FIRST);
        assertEquals(200, session(old).status());
        FaultyJwks.has(SECOND);
        String token = fresh(SECOND);
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertEquals(200, session(token).status()));
        assertEquals("jwk-kid-mismatch", session(old).reason());
    }

    @Test
    @Order(5)
    void tenThousandRandomKeyIds_areOneFetchPerCooldown() throws Exception {
        FaultyJwks.has(SECOND);
        long start = System.nanoTime();
        ExecutorService flood = Executors.newFixedThreadPool(8);
        try {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                String random = withKeyId(UUID.randomUUID().toString());
                answers.add(flood.submit((Callable<Answer>) () -> session(random)));
            }
            // Made now: the 10,000 tokens can take longer than a token lives.
            assertEquals(200, session(fresh(SECOND)).status());
            int before = FaultyJwks.calls();
            FaultyJwks.has(SECOND, THIRD);
            String rotated = fresh(THIRD);
            await().atMost(RECOVERY)
                    .untilAsserted(() -> assertEquals(200, session(rotated).status()));
            for (Future<Answer> answer : answers) {
                assertEquals("jwk-kid-mismatch", answer.get().reason());
            }
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            int fetches = before + FaultyJwks.calls();
            assertTrue(fetches <= seconds / COOLDOWN_SECONDS + 2, fetches + " fetches in " + seconds + " s");
        } finally {
            flood.shutdownNow();
        }
    }

    /** Adds a key to the JWKS and waits until its tokens are accepted. */
    private Duration recover() {
        SigningKey another = SigningKey.generate("ins_" + UUID.randomUUID());
        FaultyJwks.has(FIRST, another);
        long start = System.nanoTime();
        await().atMost(RECOVERY).until(() -> session(fresh(another)).status() == 200);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Waits until the service has seen the failure. A token with an unknown key id causes the fetch. */
    private void failAndBeCalled(Failure failure) {
        FaultyJwks.fail(failure);
        await().atMost(RECOVERY).until(() -> {
            int status = session(fresh(STRANGER)).status();
            assertTrue(status == 401 || status == 503, failure + ": " + status);
            return failure == Failure.REFUSED || FaultyJwks.calls() > 0;
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
