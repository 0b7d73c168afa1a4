package dev.clerkguard.machine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.MachineStub;
import dev.clerkguard.testing.OptionalFeatures;
import dev.clerkguard.testing.TimedClient;
import dev.clerkguard.token.TokenType;

/** What many requests at once cost, with good credentials and with invented ones. */
@QuarkusTest
@TestProfile(OptionalFeatures.class)
@Tag("slow")
class MachineFloodTest {
    private static final String VERIFY = "/auth/verify?accepts=any";

    private final TimedClient client = new TimedClient();

    @BeforeEach
    void sharesAreBack() {
        // A good key passes only when a share is left.
        // The first requests of a cold JVM may time out, which fails no test yet.
        await().ignoreExceptions().atMost(Duration.ofSeconds(60)).until(() -> send(goodKeys(40))
                .equals(Set.of(204)));
    }

    private static List<String> goodKeys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    String secret = MachineStub.newSecret(TokenType.API_KEY);
                    MachineStub.answer(
                            TokenType.API_KEY,
                            secret,
                            MachineStub.ok(MachineStub.valid(TokenType.API_KEY)).withFixedDelay(200));
                    return secret;
                })
                .toList();
    }

    /** The statuses of requests that are sent at once. */
    private Set<Integer> send(List<String> credentials) {
        List<CompletableFuture<TimedClient.Answer>> answers =
                credentials.stream().map(one -> client.send(VERIFY, one)).toList();
        Set<Integer> statuses = new HashSet<>();
        answers.forEach(answer -> statuses.add(answer.join().status()));
        return statuses;
    }

    @Test
    void thousandCallersWithOneUncachedKey_areOneCall() {
        String secret = goodKeys(1).get(0);
        assertEquals(
                Set.of(204), send(IntStream.range(0, 1000).mapToObj(i -> secret).toList()));
        assertEquals(1, MachineStub.calls(TokenType.API_KEY, secret));
    }

    @Test
    void hundredAndTwentyGoodKeysAtOnce_areAccepted() {
        assertEquals(Set.of(204), send(goodKeys(120)));
    }

    @Test
    void floodOfInventedKeys_causesFewCallsAndSlowsNeitherKnownKeysNorSessions() {
        String known = goodKeys(1).get(0);
        assertEquals(Set.of(204), send(List.of(known)));
        String session = Claims.now().signedBy(ClerkStub.KEY);
        assertEquals(200, client.get("/auth/session", session).status());
        int before = MachineStub.calls();
        long start = System.nanoTime();

        List<CompletableFuture<TimedClient.Answer>> flood = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            flood.add(client.send(VERIFY, MachineStub.newSecret(TokenType.API_KEY)));
            if (i % 100 == 0) {
                assertEquals(204, client.get(VERIFY, known).status());
                assertEquals(200, client.get("/auth/session", session).status());
            }
        }
        flood.forEach(
                answer -> assertTrue(Set.of(401, 503).contains(answer.join().status())));

        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1;
        int calls = MachineStub.calls() - before;
        assertTrue(calls <= 50 + 2 * seconds, calls + " calls in " + seconds + " s");
    }
}
