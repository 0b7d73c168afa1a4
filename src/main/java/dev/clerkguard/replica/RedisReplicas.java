package dev.clerkguard.replica;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

import org.jboss.logging.Logger;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Tells the other replicas through Redis. Everything happens on one event loop, so there are no locks; nobody waits for
 * Redis while it is away.
 *
 * <p>Redis' publish/subscribe forgets its subscribers with the connection, and Redis itself may come back empty. So each
 * time the connection is made, this replica subscribes, reads what is kept, and writes what of its own is missing there.
 */
final class RedisReplicas implements Replicas {
    private static final Logger LOG = Logger.getLogger(RedisReplicas.class);
    private static final String NEWS = "news";
    private static final int BATCH = 64;
    private static final long PULSE_MILLIS = 500;
    /** Without a message to ourselves for so long, the link is broken, whatever TCP says. */
    private static final long SILENCE_MILLIS = 2000;

    private static final long SHORTEST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final Vertx vertx;
    private final Context context;
    private final String url;
    private final String prefix;
    private final ReplicaTraffic traffic;
    private final Clock clock;
    private final Outbox outbox;
    private final String self = UUID.randomUUID().toString();
    private final String pulse = "pulse:" + self;
    private final CompletableFuture<Void> tried = new CompletableFuture<>();

    // These belong to the event loop.
    private Listener listener;
    private RedisLink link;
    private boolean sending;
    private boolean left;
    private boolean saidAway;
    private boolean saidFull;
    private long pause = SHORTEST_PAUSE_MILLIS;
    private long heardAt;
    // These are written there, and read by whoever wants to know how it goes.
    private volatile boolean connected;
    private volatile int waiting;
    private volatile long connects;
    private volatile Duration lag;

    RedisReplicas(Vertx vertx, String url, ReplicasConfig config, ReplicaTraffic traffic, Clock clock) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.url = url;
        this.prefix = config.prefix();
        this.traffic = traffic;
        this.clock = clock;
        this.outbox = new Outbox(config.outbox());
    }

    @Override
    public CompletionStage<Void> announce(Message message) {
        CompletableFuture<Void> accepted = new CompletableFuture<>();
        context.runOnContext(ignored -> {
            if (!outbox.add(new Outgoing(message, clock.instant()), accepted)) {
                sayFull();
                accepted.completeExceptionally(new OutboxFull());
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
    public CompletionStage<Void> join(Listener who) {
        context.runOnContext(ignored -> {
            listener = who;
            connect();
        });
        return tried.copy();
    }

    @Override
    public void leave() {
        context.runOnContext(ignored -> {
            left = true;
            connected = false;
            if (link != null) {
                link.close();
                link = null;
            }
        });
    }

    @Override
    public State state() {
        return new State(true, connected, Optional.ofNullable(lag), waiting, Math.max(0, connects - 1));
    }

    private void connect() {
        if (left) {
            return;
        }
        RedisLink.open(vertx, url, prefix, List.of(NEWS, pulse), clock, this::hear)
                .onComplete(result -> context.runOnContext(ignored -> {
                    if (result.failed()) {
                        later(result.cause());
                    } else if (left) {
                        result.result().close();
                    } else {
                        catchUp(result.result());
                    }
                }));
    }

    /** What was said while this replica was cut off, both ways. Subscribed already: nothing is missed in between. */
    private void catchUp(RedisLink opened) {
        link = opened;
        heardAt = System.nanoTime();
        opened.broken().onComplete(broken -> context.runOnContext(ignored -> over(opened, "the connection ended")));
        vertx.setPeriodic(PULSE_MILLIS, timer -> beat(opened, timer));
        listener.missedSome();
        opened.kept()
                .compose(kept -> {
                    kept.values().forEach(listener::heard);
                    List<Outgoing> lost = listener.known().stream()
                            .filter(message -> message.isMissingAmong(kept.keySet()))
                            .map(message -> new Outgoing(message, clock.instant()))
                            .toList();
                    return sendAll(opened, lost);
                })
                .onSuccess(done -> caughtUp(opened))
                .onFailure(failure -> over(opened, failure.getClass().getSimpleName()));
    }

    private Future<?> sendAll(RedisLink to, List<Outgoing> messages) {
        int batch = Math.min(BATCH, messages.size());
        return batch == 0
                ? Future.succeededFuture()
                : send(to, messages.subList(0, batch))
                        .compose(sent -> sendAll(to, messages.subList(batch, messages.size())));
    }

    private Future<?> send(RedisLink to, List<Outgoing> messages) {
        return to.send(NEWS, self, messages).onSuccess(sent -> traffic.sent(messages.size()));
    }

    private void caughtUp(RedisLink opened) {
        if (link == opened) {
            connected = true;
            connects++;
            pause = SHORTEST_PAUSE_MILLIS;
            saidAway = false;
            tried.complete(null);
            LOG.infof("event=replicas state=connected waiting=%d", outbox.size());
            send();
        }
    }

    private void send() {
        waiting = outbox.size();
        saidFull &= waiting > 0;
        List<Outgoing> next = outbox.next(BATCH);
        if (!connected || sending || next.isEmpty()) {
            return;
        }
        RedisLink to = link;
        sending = true;
        send(to, next)
                .onComplete(result -> context.runOnContext(ignored -> {
                    if (link != to) {
                        return;
                    }
                    sending = false;
                    if (result.succeeded()) {
                        outbox.sent(next.size());
                        send();
                    } else {
                        over(to, result.cause().getClass().getSimpleName());
                    }
                }));
    }

    private void hear(String channel, String text) {
        context.runOnContext(ignored -> {
            Envelope envelope = Envelope.read(text);
            if (channel.equals(pulse)) {
                heardAt = System.nanoTime();
                lag = Duration.ofNanos(heardAt - Long.parseLong(text));
            } else if (!envelope.sender().equals(self)) {
                traffic.received(envelope.announcedAt().map(at -> Duration.between(at, clock.instant())));
                listener.heard(envelope.text());
            }
        });
    }

    private void beat(RedisLink of, long timer) {
        if (link != of) {
            vertx.cancelTimer(timer);
        } else if (Duration.ofNanos(System.nanoTime() - heardAt).toMillis() > SILENCE_MILLIS) {
            over(of, "no pulse");
        } else {
            of.publish(pulse, String.valueOf(System.nanoTime()));
        }
    }

    private void over(RedisLink which, String why) {
        if (link == which) {
            link = null;
            sending = false;
            connected = false;
            which.close();
            later(new IllegalStateException(why));
        }
    }

    /** Once, until it has been emptied: each message that is refused has a caller who is told. */
    private void sayFull() {
        if (!saidFull) {
            saidFull = true;
            LOG.warnf("event=replicas state=outbox-full maximum=%d", outbox.size());
        }
    }

    private void later(Throwable failure) {
        outbox.waitNoMore();
        tried.complete(null);
        if (left) {
            return;
        }
        if (!saidAway) {
            saidAway = true;
            LOG.warnf("event=replicas state=away cause=\"%s\"", cause(failure));
        }
        vertx.setTimer(ThreadLocalRandom.current().nextLong(pause / 2, pause), timer -> connect());
        pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
    }

    /** Not every message: some quote the address, with its password. */
    private static String cause(Throwable failure) {
        return failure instanceof IllegalStateException
                ? failure.getMessage()
                : failure.getClass().getSimpleName();
    }
}
