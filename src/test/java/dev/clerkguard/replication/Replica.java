package dev.clerkguard.replication;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;

/** A replica that records what it receives. */
final class Replica implements ReplicationTransport.Listener {
    final RedisReplicationTransport transport;
    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<Message> known = new CopyOnWriteArrayList<>();
    final AtomicInteger missed = new AtomicInteger();
    final MeterRegistry meters = new SimpleMeterRegistry();

    Replica(Vertx vertx, String url, ReplicationConfig config, Clock clock, String secret) {
        this.transport = new RedisReplicationTransport(
                vertx,
                new RedisEndpoint(url, Optional.empty()),
                config,
                new MessageAuthenticator(List.of(secret)),
                new ReplicationTraffic(meters),
                clock);
    }

    double rejected(String reason) {
        return meters.get("clerk.guard.replica.messages.rejected")
                .tag("reason", reason)
                .counter()
                .count();
    }

    String heartbeat() {
        return transport.heartbeatChannel();
    }

    double messages(String direction) {
        return meters.get("clerk.guard.replica.messages")
                .tag("direction", direction)
                .counter()
                .count();
    }

    Timer lag() {
        return meters.get("clerk.guard.replica.lag").timer();
    }

    @Override
    public void receive(String event) {
        heard.add(ReplicationEvent.read(event).orElseThrow().id());
    }

    @Override
    public void messagesMissed() {
        missed.incrementAndGet();
    }

    @Override
    public Collection<Message> knownMessages() {
        return known;
    }
}
