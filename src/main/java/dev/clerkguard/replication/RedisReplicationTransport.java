package dev.clerkguard.replication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

import org.jboss.logging.Logger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Connects the replicas through Redis. All state changes happen on one event loop, so there are no locks. No caller waits
 * while Redis is unavailable.
 *
 * <p>Redis forgets the subscribers of Pub/Sub with their connection, and may lose its data. With each new connection this
 * replica therefore subscribes, reads the stored messages, and writes those of its own that are missing.
 */
final class RedisReplicationTransport implements ReplicationTransport {
    private static final Logger LOG = Logger.getLogger(RedisReplicationTransport.class);
    private static final int BATCH = 64;
    private static final long HEARTBEAT_MILLIS = 500;
    /** Without a heartbeat for so long the connection counts as broken: TCP may not notice for minutes. */
    private static final long SILENCE_MILLIS = 2000;

    private static final long MIN_BACKOFF_MILLIS = 100;
    private static final long MAX_BACKOFF_MILLIS = 2000;

    private final Vertx vertx;
    private final Context context;
    private final RedisEndpoint endpoint;
    private final RedisNames names;
    private final ReplicationTraffic traffic;
    private final Clock clock;
    private final OutboundQueue queue;
    private final MessageSealer sealer;
    private final MessageVerifier verifier;
    private final String heartbeat;
    private final CompletableFuture<Void> attempted = new CompletableFuture<>();

    // These belong to the event loop.
    private Listener listener;
    private RedisConnector connector;
    private boolean sending;
    private boolean left;
    private boolean disconnectionLogged;
    private boolean fullQueueLogged;
    private long backoff = MIN_BACKOFF_MILLIS;
    private long lastHeartbeat;
    // These are written on the event loop and read by any thread.
    private volatile boolean connected;
    private volatile int queued;
    private volatile long connects;
    private volatile Duration roundTrip;

    RedisReplicationTransport(
            Vertx vertx,
            RedisEndpoint endpoint,
            ReplicationConfig config,
            MessageAuthenticator authenticator,
            ReplicationTraffic traffic,
            Clock clock) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.endpoint = endpoint;
        this.names = new RedisNames(config.prefix());
        this.traffic = traffic;
        this.clock = clock;
        this.queue = new OutboundQueue(config.queueSize());
        this.sealer = new MessageSealer(authenticator, names, clock);
        this.verifier = new MessageVerifier(authenticator, traffic, clock);
        this.heartbeat = names.heartbeat(sealer.sender());
    }

    @Override
    public CompletionStage<Void> publish(Message message) {
        CompletableFuture<Void> accepted = new CompletableFuture<>();
        context.runOnContext(ignored -> {
            if (!queue.add(new QueuedMessage(message, clock.instant()), accepted)) {
                logFullQueue();
                accepted.completeExceptionally(new ReplicationQueueFullException());
                return;
            }
            if (!connected) {
                accepted.complete(null);
            }
            send();
        });
        return accepted;
    }

    @Override
    public CompletionStage<Void> join(Listener replica) {
        context.runOnContext(ignored -> {
            listener = replica;
            connect();
        });
        return attempted.copy();
    }

    @Override
    public void leave() {
        context.runOnContext(ignored -> {
            left = true;
            connected = false;
            if (connector != null) {
                connector.close();
                connector = null;
            }
        });
    }

    @Override
    public State state() {
        return new State(true, connected, Optional.ofNullable(roundTrip), queued, Math.max(0, connects - 1));
    }

    /** The channel on which this replica sends messages to itself. */
    String heartbeatChannel() {
        return heartbeat;
    }

    private void connect() {
        if (left) {
            return;
        }
        RedisConnector.open(vertx, endpoint, List.of(names.events(), heartbeat), this::receive)
                .onComplete(result -> context.runOnContext(ignored -> {
                    if (result.failed()) {
                        reconnectLater(ConnectionFailure.of(result.cause()));
                    } else if (left) {
                        result.result().close();
                    } else {
                        synchronize(result.result());
                    }
                }));
    }

    /** Exchanges what was published while this replica was disconnected. The subscription exists already: no gap. */
    private void synchronize(RedisConnector opened) {
        connector = opened;
        lastHeartbeat = System.nanoTime();
        opened.broken()
                .onComplete(broken ->
                        context.runOnContext(ignored -> disconnect(opened, ConnectionFailure.CONNECTION_CLOSED)));
        vertx.setPeriodic(HEARTBEAT_MILLIS, timer -> beat(opened, timer));
        listener.messagesMissed();
        Set<String> present = new HashSet<>();
        opened.readStored(names, (key, line) -> verifier.stored(key, line).ifPresent(envelope -> {
                    present.add(key);
                    listener.receive(envelope.text());
                }))
                .compose(read -> {
                    List<QueuedMessage> missing = listener.knownMessages().stream()
                            .filter(message -> message.stored()
                                    .filter(stored -> !present.contains(sealer.key(stored)))
                                    .isPresent())
                            .map(message -> new QueuedMessage(message, clock.instant()))
                            .toList();
                    return sendAll(opened, missing);
                })
                .onSuccess(done -> synchronizedWith(opened))
                .onFailure(failure -> disconnect(opened, ConnectionFailure.of(failure)));
    }

    private Future<?> sendAll(RedisConnector to, List<QueuedMessage> messages) {
        int batch = Math.min(BATCH, messages.size());
        return batch == 0
                ? Future.succeededFuture()
                : send(to, messages.subList(0, batch))
                        .compose(sent -> sendAll(to, messages.subList(batch, messages.size())));
    }

    private Future<?> send(RedisConnector to, List<QueuedMessage> messages) {
        return to.send(names.events(), messages.stream().map(sealer::seal).toList())
                .onSuccess(sent -> traffic.sent(messages.size()));
    }

    private void synchronizedWith(RedisConnector opened) {
        if (connector == opened) {
            connected = true;
            connects++;
            backoff = MIN_BACKOFF_MILLIS;
            disconnectionLogged = false;
            attempted.complete(null);
            LOG.infof("event=replication_connected queued=%d", queue.size());
            send();
        }
    }

    private void send() {
        queued = queue.size();
        fullQueueLogged &= queued > 0;
        List<QueuedMessage> next = queue.peek(BATCH);
        if (!connected || sending || next.isEmpty()) {
            return;
        }
        RedisConnector to = connector;
        sending = true;
        send(to, next)
                .onComplete(result -> context.runOnContext(ignored -> {
                    if (connector != to) {
                        return;
                    }
                    sending = false;
                    if (result.succeeded()) {
                        queue.removeSent(next.size());
                        send();
                    } else {
                        disconnect(to, ConnectionFailure.of(result.cause()));
                    }
                }));
    }

    private void receive(String channel, String line) {
        context.runOnContext(ignored -> verifier.sent(channel, line).ifPresent(envelope -> {
            if (channel.equals(heartbeat)) {
                lastHeartbeat = System.nanoTime();
                roundTrip = Duration.ofNanos(lastHeartbeat - Long.parseLong(envelope.text()));
            } else if (!envelope.sender().equals(sealer.sender())) {
                traffic.received(envelope.publishedAt(), clock.instant());
                listener.receive(envelope.text());
            }
        }));
    }

    private void beat(RedisConnector of, long timer) {
        if (connector != of) {
            vertx.cancelTimer(timer);
        } else if (Duration.ofNanos(System.nanoTime() - lastHeartbeat).toMillis() > SILENCE_MILLIS) {
            disconnect(of, ConnectionFailure.TIMEOUT);
        } else {
            Instant now = clock.instant();
            of.publish(heartbeat, sealer.seal(heartbeat, now, String.valueOf(System.nanoTime())));
        }
    }

    private void disconnect(RedisConnector which, ConnectionFailure why) {
        if (connector == which) {
            connector = null;
            sending = false;
            connected = false;
            which.close();
            reconnectLater(why);
        }
    }

    /** One line until the queue was empty again: the caller of each rejected message receives the failure. */
    private void logFullQueue() {
        if (!fullQueueLogged) {
            fullQueueLogged = true;
            LOG.warnf("event=replication_queue_full max=%d", queue.size());
        }
    }

    private void reconnectLater(ConnectionFailure why) {
        queue.completeWaiting();
        attempted.complete(null);
        if (left) {
            return;
        }
        if (!disconnectionLogged) {
            disconnectionLogged = true;
            LOG.warnf("event=replication_disconnected reason=%s", why.label());
        }
        vertx.setTimer(ThreadLocalRandom.current().nextLong(backoff / 2, backoff), timer -> connect());
        backoff = Math.min(MAX_BACKOFF_MILLIS, 2 * backoff);
    }
}
