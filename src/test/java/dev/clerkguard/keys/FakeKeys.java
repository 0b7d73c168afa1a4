package dev.clerkguard.keys;

import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.keys.KeysUnavailableException.Cause;
import dev.clerkguard.testing.Settings;
import dev.clerkguard.testing.SigningKey;

/** Clerk's JWKS as a test wants it to be, with a count of how often it was asked. */
public final class FakeKeys implements KeySource {
    private final AtomicReference<CompletableFuture<SigningKeys>> answer = new AtomicReference<>();
    private final AtomicInteger calls = new AtomicInteger();

    public FakeKeys(SigningKey... keys) {
        answersWith(keys);
    }

    public void answersWith(SigningKey... keys) {
        answer.set(CompletableFuture.completedFuture(keysOf(keys)));
    }

    public void failsWith(Cause cause) {
        answer.set(CompletableFuture.failedFuture(new KeysUnavailableException(cause, "the JWKS is away")));
    }

    void asksForAPause(Duration pause) {
        answer.set(CompletableFuture.failedFuture(
                new KeysUnavailableException(Cause.NOT_REACHABLE, "the JWKS is asked too often", pause)));
    }

    /** Answers when the returned future is completed. */
    public CompletableFuture<SigningKeys> hangs() {
        CompletableFuture<SigningKeys> later = new CompletableFuture<>();
        answer.set(later);
        return later;
    }

    public int calls() {
        return calls.get();
    }

    /** A ring over this source with the default settings, apart from those given; nothing is loaded yet. */
    public KeyRing ring(Clock clock, Map<String, String> settings) {
        return new KeyRing(this, Settings.of(KeysConfig.class, settings), clock);
    }

    /** A ring that has loaded its keys, and will not ask again by itself. */
    public KeyRing loadedRing(Clock clock) {
        KeyRing ring = ring(clock, Map.of());
        ring.tick();
        return ring;
    }

    public static SigningKeys keysOf(SigningKey... keys) {
        Map<String, RSAPublicKey> byId = new HashMap<>();
        for (SigningKey key : keys) {
            byId.put(key.id(), key.publicKey());
        }
        return SigningKeys.ofJwks(byId);
    }

    @Override
    public Uni<SigningKeys> load() {
        calls.incrementAndGet();
        return Uni.createFrom().completionStage(answer.get());
    }
}
