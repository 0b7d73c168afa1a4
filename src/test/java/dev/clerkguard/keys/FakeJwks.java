package dev.clerkguard.keys;

import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.smallrye.mutiny.Uni;

import dev.clerkguard.keys.KeysUnavailableException.Cause;
import dev.clerkguard.testing.Settings;
import dev.clerkguard.testing.SigningKey;

/** Clerk's JWKS as a test wants it to be, with a count of how often it was asked. */
public final class FakeJwks implements JwksSource {
    private final AtomicReference<CompletableFuture<SigningKeys>> answer = new AtomicReference<>();
    private final AtomicInteger calls = new AtomicInteger();

    public FakeJwks(SigningKey... keys) {
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
                new KeysUnavailableException(Cause.NOT_REACHABLE, "the JWKS is asked too often", Optional.of(pause))));
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

    /** A cache over this source with the default settings, apart from those given; nothing is loaded yet. */
    public JwksCache cache(Clock clock, Map<String, String> settings) {
        return new JwksCache(this, Settings.of(JwksConfig.class, settings), clock);
    }

    /** A cache that has loaded its keys, and will not ask again by itself. */
    public JwksCache loadedRing(Clock clock) {
        JwksCache cache = cache(clock, Map.of());
        cache.tick();
        return cache;
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
