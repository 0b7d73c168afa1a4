package dev.clerkguard.replica;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** Two connections to Redis, one to listen and one to speak. When either breaks, the link is over. */
final class RedisLink {
    private static final int CONNECT_MILLIS = 2000;
    private static final long OPEN_MILLIS = 2000;
    private static final int KEYS_PER_SCAN = 500;
    /** Of a keyspace that is not only ours, the scan sees everything; more than this is not our keyspace to walk. */
    private static final int MOST_SCANS = 20_000;

    private final Redis client;
    private final RedisConnection listening;
    private final RedisConnection speaking;
    private final String prefix;
    private final Clock clock;
    private final Promise<Void> broken = Promise.promise();

    private RedisLink(Redis client, RedisConnection listening, RedisConnection speaking, String prefix, Clock clock) {
        this.client = client;
        this.listening = listening;
        this.speaking = speaking;
        this.prefix = prefix;
        this.clock = clock;
    }

    /** @param heard given the channel, without the prefix, and the text */
    static Future<RedisLink> open(
            Vertx vertx,
            String url,
            String prefix,
            List<String> channels,
            Clock clock,
            BiConsumer<String, String> heard) {
        RedisOptions options = new RedisOptions().setConnectionString(url);
        options.getNetClientOptions().setConnectTimeout(CONNECT_MILLIS);
        // A client for each link: whatever hangs in its pool is over with it.
        Redis client = Redis.createClient(vertx, options);
        Promise<RedisLink> opened = Promise.promise();
        long patience = vertx.setTimer(OPEN_MILLIS, timer -> opened.tryFail(new IllegalStateException("no answer")));
        client.connect()
                .compose(listening ->
                        client.connect().map(speaking -> new RedisLink(client, listening, speaking, prefix, clock)))
                .compose(link -> link.listen(channels, heard).map(link))
                .onSuccess(opened::tryComplete)
                .onFailure(opened::tryFail);
        return opened.future()
                .onComplete(done -> vertx.cancelTimer(patience))
                // What was given up waits for its answer no longer: a Redis that hangs must not cost a socket a try.
                .onFailure(failure -> client.close());
    }

    private Future<Response> listen(List<String> channels, BiConsumer<String, String> heard) {
        for (RedisConnection connection : List.of(listening, speaking)) {
            connection.exceptionHandler(failure -> broken.tryComplete());
            connection.endHandler(end -> broken.tryComplete());
        }
        listening.handler(response -> hear(response, prefix, heard));
        Request subscribe = Request.cmd(Command.SUBSCRIBE);
        channels.forEach(channel -> subscribe.arg(prefix + ":" + channel));
        return listening.send(subscribe);
    }

    /** Completes when either connection has ended. */
    Future<Void> broken() {
        return broken.future();
    }

    /** {@code ["message", channel, text]}; as an array in RESP2 and as a push in RESP3. */
    private static void hear(Response response, String prefix, BiConsumer<String, String> heard) {
        if (response != null
                && response.size() == 3
                && "message".equals(response.get(0).toString())) {
            String channel = response.get(1).toString();
            heard.accept(channel.substring(prefix.length() + 1), response.get(2).toString());
        }
    }

    Future<?> publish(String channel, String text) {
        return speaking.send(
                Request.cmd(Command.PUBLISH).arg(prefix + ":" + channel).arg(text));
    }

    /** Keeps what is to be kept, then tells it, in order. */
    Future<?> send(String channel, String sender, List<Outgoing> messages) {
        List<Request> requests = new ArrayList<>();
        for (Outgoing outgoing : messages) {
            Message message = outgoing.message();
            message.kept().ifPresent(kept -> keep(kept, message.text(), requests));
            requests.add(Request.cmd(Command.PUBLISH)
                    .arg(prefix + ":" + channel)
                    .arg(new Envelope(sender, Optional.of(outgoing.announcedAt()), message.text()).write()));
        }
        return requests.isEmpty() ? Future.succeededFuture() : speaking.batch(requests);
    }

    private void keep(Message.Kept kept, String text, List<Request> requests) {
        long millis = Duration.between(clock.instant(), kept.until()).toMillis();
        if (millis > 0) {
            requests.add(Request.cmd(Command.SET)
                    .arg(name(kept.key()))
                    .arg(text)
                    .arg("PX")
                    .arg(millis));
        }
    }

    /** All that is kept, by key. */
    Future<Map<String, String>> kept() {
        return scan("0", new HashMap<>(), 0);
    }

    private Future<Map<String, String>> scan(String cursor, Map<String, String> found, int scans) {
        Request scan = Request.cmd(Command.SCAN)
                .arg(cursor)
                .arg("MATCH")
                .arg(escaped(name("")) + "*")
                .arg("COUNT")
                .arg(KEYS_PER_SCAN);
        return speaking.send(scan).compose(page -> {
            List<String> keys = new ArrayList<>();
            page.get(1).forEach(key -> keys.add(key.toString()));
            String next = page.get(0).toString();
            return read(keys, found)
                    .compose(read -> next.equals("0") || scans >= MOST_SCANS
                            ? Future.succeededFuture(found)
                            : scan(next, found, scans + 1));
        });
    }

    private Future<Void> read(List<String> keys, Map<String, String> found) {
        if (keys.isEmpty()) {
            return Future.succeededFuture();
        }
        Request get = Request.cmd(Command.MGET);
        keys.forEach(get::arg);
        return speaking.send(get).map(values -> {
            for (int i = 0; i < keys.size(); i++) {
                // It may have expired between the two commands.
                if (values.get(i) != null) {
                    found.put(
                            keys.get(i).substring(name("").length()),
                            values.get(i).toString());
                }
            }
            return null;
        });
    }

    private String name(String key) {
        return prefix + ":kept:" + key;
    }

    private static String escaped(String literal) {
        return literal.replaceAll("([\\\\*?\\[\\]])", "\\\\$1");
    }

    void close() {
        client.close();
    }
}
