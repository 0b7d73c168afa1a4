package dev.clerkguard.keys;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import dev.clerkguard.keys.KeysUnavailableException.Cause;

/** Fetches a JWKS by HTTP: one connection, a bounded time, a bounded body. */
final class JwksEndpoint implements KeySource {
    /** RFC 6585, section 4, and RFC 9110, section 15.6.4. */
    private static final Set<Integer> MAY_ASK_FOR_A_PAUSE = Set.of(429, 503);

    private static final long LONGEST_PAUSE_SECONDS = 300;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private final HttpClient client;
    private final URI location;
    private final KeysConfig config;

    JwksEndpoint(Vertx vertx, URI location, KeysConfig config) {
        int timeout = (int) config.timeout().toMillis();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(1)
                .setConnectTimeout(timeout)
                .setDecompressionSupported(true));
        this.location = location;
        this.config = config;
    }

    @Override
    public Uni<SigningKeys> load() {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(location.toString())
                .putHeader(HttpHeaders.ACCEPT, "application/json")
                .setTimeout(config.timeout().toMillis());
        Promise<Void> over = Promise.promise();
        return Uni.createFrom()
                .completionStage(() -> client.request(request)
                        .compose(sent -> {
                            // Vert.x' own timeout starts anew with every byte; an answer that drips would keep the
                            // one connection for as long as it likes.
                            over.future().onComplete(done -> sent.reset());
                            return sent.send().compose(this::body);
                        })
                        .toCompletionStage())
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure()
                .invoke(failure -> over.tryComplete())
                .onItem()
                .transformToUni(this::read)
                .onFailure(failure -> !(failure instanceof KeysUnavailableException))
                .transform(failure -> new KeysUnavailableException(
                        Cause.NOT_REACHABLE,
                        "the JWKS endpoint did not answer ("
                                + failure.getClass().getSimpleName() + ")"));
    }

    private Future<Buffer> body(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            response.request().reset();
            return Future.failedFuture(new KeysUnavailableException(
                    Cause.NOT_REACHABLE,
                    "the JWKS endpoint answered with status " + response.statusCode(),
                    retryAfter(response)));
        }
        Promise<Buffer> whole = Promise.promise();
        Buffer read = Buffer.buffer();
        response.handler(chunk -> {
            if (read.length() + chunk.length() > config.maxBytes()) {
                whole.tryFail(new KeysUnavailableException(
                        Cause.NOT_A_JWKS, "the JWKS endpoint's answer is larger than " + config.maxBytes() + " bytes"));
                response.request().reset();
            } else {
                read.appendBuffer(chunk);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(read));
        return whole.future();
    }

    /** In seconds (RFC 9110, section 10.2.3); null for the other form, a date, and for what makes no sense. */
    private static Duration retryAfter(HttpClientResponse response) {
        String seconds = response.getHeader(HttpHeaders.RETRY_AFTER);
        return MAY_ASK_FOR_A_PAUSE.contains(response.statusCode())
                        && seconds != null
                        && SECONDS.matcher(seconds).matches()
                ? Duration.ofSeconds(Math.min(Long.parseLong(seconds), LONGEST_PAUSE_SECONDS))
                : null;
    }

    private Uni<SigningKeys> read(Buffer body) {
        try {
            return Uni.createFrom().item(Jwks.read(body.getBytes()));
        } catch (KeysUnavailableException e) {
            return Uni.createFrom().failure(e);
        }
    }
}
