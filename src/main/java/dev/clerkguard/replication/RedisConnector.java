package dev.clerkguard.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;

/** Two connections to Redis, one to subscribe and one for commands. When either ends, both are given up. */
final class RedisConnector {
    private static final long OPEN_MILLIS = 2000;
    private static final int KEYS_PER_SCAN = 500;
    /** The scan goes over the keys of other applications too. This bound ends it in a database of 10 million keys. */
    private static final int MOST_SCANS = 20_000;

    private final Redis client;
    private final RedisConnection subscriber;
    private final RedisConnection commands;
    private final Promise<Void> broken = Promise.promise();

    private RedisConnector(Redis client, RedisConnection subscriber, RedisConnection commands) {
        this.client = client;
        this.subscriber = subscriber;
        this.commands = commands;
    }

    /** @param onMessage receives the channel and the message; a message that is too large is cut off after its bound */
    static Future<RedisConnector> open(
            Vertx vertx, RedisEndpoint endpoint, List<String> channels, BiConsumer<String, String> onMessage) {
        // A client for each attempt: closing it ends the connections that hang in its pool.
        Redis client = Redis.createClient(vertx, endpoint.options());
        Promise<RedisConnector> opened = Promise.promise();
        long timer = vertx.setTimer(OPEN_MILLIS, late -> opened.tryFail(new TimeoutException()));
        client.connect()
                .compose(subscriber ->
                        client.connect().map(commands -> new RedisConnector(client, subscriber, commands)))
                .compose(connector -> connector.subscribe(channels, onMessage).map(connector))
                .onSuccess(opened::tryComplete)
                .onFailure(opened::tryFail);
        return opened.future()
                .onComplete(done -> vertx.cancelTimer(timer))
                // Also after the timeout: a Redis that hangs must not cost a socket with each attempt.
                .onFailure(failure -> client.close());
    }

    /**
     * Completes when Redis has confirmed each subscription. The client itself does not wait for that, and messages would be
     * lost between the reading of the stored ones and the subscription.
     */
    private Future<Void> subscribe(List<String> channels, BiConsumer<String, String> onMessage) {
        for (RedisConnection connection : List.of(subscriber, commands)) {
            connection.exceptionHandler(failure -> broken.tryComplete());
            connection.endHandler(end -> broken.tryComplete());
        }
        Promise<Void> subscribed = Promise.promise();
        AtomicInteger missing = new AtomicInteger(channels.size());
        subscriber.handler(response -> {
            if (response instanceof Throwable refused) {
                subscribed.tryFail(refused);
            } else if (isNotification(response, "subscribe") && missing.decrementAndGet() == 0) {
                subscribed.tryComplete();
            } else if (isNotification(response, "message")) {
                onMessage.accept(response.get(1).toString(), bounded(response.get(2)));
            }
        });
        Request subscribe = Request.cmd(Command.SUBSCRIBE);
        channels.forEach(subscribe::arg);
        return subscriber.send(subscribe).compose(sent -> subscribed.future());
    }

    /** {@code [kind, channel, message or number]}; an array in RESP2 and a push in RESP3. */
    private static boolean isNotification(Response response, String kind) {
        return response != null
                && (response.type() == ResponseType.MULTI || response.type() == ResponseType.PUSH)
                && response.size() == 3
                && kind.equals(response.get(0).toString());
    }

    /** No more than the first byte that is too many is decoded, so that a large message costs no second copy. */
    private static String bounded(Response message) {
        Buffer bytes = message.toBuffer();
        return bytes.getString(0, Math.min(bytes.length(), Envelope.MAX_BYTES + 1));
    }

    /** Completes when either connection has ended. */
    Future<Void> broken() {
        return broken.future();
    }

    Future<?> publish(String channel, String line) {
        return commands.send(Request.cmd(Command.PUBLISH).arg(channel).arg(line));
    }

    /** Stores what is to be stored, then publishes it, in order. */
    Future<?> send(String channel, List<SealedMessage> messages) {
        List<Request> requests = new ArrayList<>();
        for (SealedMessage message : messages) {
            message.stored()
                    .ifPresent(stored -> requests.add(Request.cmd(Command.SET)
                            .arg(stored.key())
                            .arg(stored.line())
                            .arg("PX")
                            .arg(stored.millis())));
            requests.add(Request.cmd(Command.PUBLISH).arg(channel).arg(message.line()));
        }
        return requests.isEmpty() ? Future.succeededFuture() : commands.batch(requests);
    }

    /** Reads the stored messages, each cut off after its bound: other clients of Redis may have stored large values. */
    Future<Void> readStored(RedisNames names, BiConsumer<String, String> onStored) {
        return scan(names, "0", 0, onStored);
    }

    private Future<Void> scan(RedisNames names, String cursor, int scans, BiConsumer<String, String> onStored) {
        Request scan = Request.cmd(Command.SCAN)
                .arg(cursor)
                .arg("MATCH")
                .arg(names.storedPattern())
                .arg("COUNT")
                .arg(KEYS_PER_SCAN);
        return commands.send(scan).compose(page -> {
            List<String> keys = new ArrayList<>();
            page.get(1).forEach(key -> keys.add(key.toString()));
            String next = page.get(0).toString();
            return read(keys, onStored)
                    .compose(read -> next.equals("0") || scans >= MOST_SCANS
                            ? Future.succeededFuture()
                            : scan(names, next, scans + 1, onStored));
        });
    }

    private Future<Void> read(List<String> keys, BiConsumer<String, String> onStored) {
        if (keys.isEmpty()) {
            return Future.succeededFuture();
        }
        List<String> some = keys.subList(0, Math.min(KEYS_PER_SCAN, keys.size()));
        List<Future<String>> values = some.stream().map(this::readBounded).toList();
        return Future.all(values).compose(all -> {
            for (int i = 0; i < some.size(); i++) {
                String value = values.get(i).result();
                if (!value.isEmpty()) {
                    onStored.accept(some.get(i), value);
                }
            }
            return read(keys.subList(some.size(), keys.size()), onStored);
        });
    }

    /** Empty for a key that has expired since the scan, and for one that another client made a list or the like. */
    private Future<String> readBounded(String key) {
        return commands.send(Request.cmd(Command.GETRANGE).arg(key).arg(0).arg(Envelope.MAX_BYTES))
                .map(Response::toString)
                .otherwise("");
    }

    void close() {
        client.close();
    }
}
