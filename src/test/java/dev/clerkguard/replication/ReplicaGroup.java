package dev.clerkguard.replication;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;

import dev.clerkguard.testing.RedisServer;
import dev.clerkguard.testing.Settings;

/** Replicas in one process with a real Redis between them. */
final class ReplicaGroup implements AutoCloseable {
    static final Duration RECOVERY = Duration.ofSeconds(10);
    static final String SECRET = "a secret that is shared by all";

    final RedisServer redis = RedisServer.start();
    final Vertx vertx = Vertx.vertx();
    private final List<Replica> replicas = new ArrayList<>();

    @Override
    public void close() {
        replicas.forEach(replica -> replica.transport.leave());
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A replica that is connected. */
    Replica joined() {
        return joined(Map.of());
    }

    Replica joined(Map<String, String> settings) {
        Replica replica = replica(settings);
        await().atMost(RECOVERY).until(() -> replica.transport.state().connected());
        return replica;
    }

    Replica replica(Map<String, String> settings) {
        return replica(unjoined(settings));
    }

    static Replica replica(Replica unjoined) {
        unjoined.transport.join(unjoined);
        return unjoined;
    }

    Replica unjoined(Map<String, String> settings) {
        return unjoined(settings, Clock.systemUTC());
    }

    Replica unjoined(Map<String, String> settings, Clock clock) {
        return unjoined(redis.url(), settings, clock, SECRET);
    }

    Replica unjoined(String url, Map<String, String> settings, Clock clock, String secret) {
        Replica replica = new Replica(vertx, url, Settings.of(ReplicationConfig.class, settings), clock, secret);
        replicas.add(replica);
        return replica;
    }

    static Message kept(String key, String id) {
        return storedMessage(key, Instant.now().plusSeconds(60), id);
    }

    static Message event(String id) {
        return Message.transientEvent(ReplicationEvent.of("changed", id(id)));
    }

    static Message storedMessage(String key, Instant until, String id) {
        return Message.stored(key, until, ReplicationEvent.of("changed", id(id)));
    }

    static String id(String words) {
        return words.replace(' ', '_').replace("'", "");
    }

    static void done(CompletionStage<Void> stage) {
        stage.toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
    }
}
