package dev.clerkguard.standin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Sends events of the stand-in to the webhook endpoint of this service, as Svix does for Clerk: signed, in the background,
 * and again when a delivery was not accepted (Svix docs, "Verifying webhooks manually"; Clerk docs, "Webhooks overview").
 */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
class WebhookSender {
    private static final Logger LOG = Logger.getLogger(WebhookSender.class);
    /** Before each attempt, in milliseconds: a live reload may be under way. */
    private static final List<Long> PAUSES = List.of(1L, 500L, 2000L, 5000L);

    private static final int CONNECT_MILLIS = 2000;
    private static final long ANSWER_MILLIS = 10_000;
    private static final String ALGORITHM = "HmacSHA256";

    private final Vertx vertx;
    private final StandInConfig config;
    private final EventLog log;
    private final HttpClient client;
    /** Not the context of a request: its worker thread still uses the request's data while the event is sent. */
    private final Context background;

    WebhookSender(Vertx vertx, StandInConfig config, EventLog log) {
        this.vertx = vertx;
        this.config = config;
        this.log = log;
        this.background = VertxContext.getRootContext(vertx.getOrCreateContext());
        this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS));
    }

    private record Event(String id, String type, byte[] body) {}

    /**
     * @param type such as {@code user.updated}
     * @param data the resource, as the Backend API gives it
     */
    void send(String type, ObjectNode data) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.set("data", data);
        event.putObject("event_attributes")
                .putObject("http_request")
                .put("client_ip", "127.0.0.1")
                .put("user_agent", "dev-clerk");
        event.put("instance_id", "ins_dev_clerk")
                .put("object", "event")
                .put("timestamp", System.currentTimeMillis())
                .put("type", type);
        String id = Ids.create("msg_");
        Event sent = new Event(id, type, event.toString().getBytes(StandardCharsets.UTF_8));
        background.runOnContext(ignored -> attempt(sent, 0));
    }

    private void attempt(Event event, int attempt) {
        vertx.setTimer(PAUSES.get(attempt), timer -> post(event).onComplete(answer -> {
            String outcome = answer.succeeded()
                    ? String.valueOf(answer.result())
                    : answer.cause().getClass().getSimpleName();
            LOG.infof("event=dev-clerk-webhook type=%s delivery=%s status=%s", event.type(), event.id(), outcome);
            log.delivered(event.type(), event.id(), outcome);
            boolean taken = answer.succeeded() && answer.result() / 100 == 2;
            if (!taken && attempt + 1 < PAUSES.size()) {
                attempt(event, attempt + 1);
            }
        }));
    }

    private Future<Integer> post(Event event) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(config.issuer().replaceFirst("/dev-clerk$", "/webhooks/clerk"))
                .setTimeout(ANSWER_MILLIS);
        return client.request(request)
                .compose(sent -> sign(sent, event).send(Buffer.buffer(event.body())))
                .map(HttpClientResponse::statusCode);
    }

    /** Each attempt is signed again, because a delivery with an old timestamp is refused. */
    private HttpClientRequest sign(HttpClientRequest request, Event event) {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        return request.putHeader("Content-Type", "application/json")
                .putHeader("svix-id", event.id())
                .putHeader("svix-timestamp", timestamp)
                .putHeader("svix-signature", "v1," + signature(event.id() + "." + timestamp + ".", event.body()));
    }

    private String signature(String prefix, byte[] body) {
        try {
            String secret = config.webhookSecret().orElseThrow();
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), ALGORITHM));
            mac.update(prefix.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java", e);
        }
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
