package dev.clerkguard.keys;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

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
import dev.clerkguard.problem.RetryAfter;

/** Fetches a JWKS over HTTP, with one connection, a time-out for the whole response and a limit for its size. */
final class JwksEndpoint implements JwksSource {
    /** RFC 6585, section 4, and RFC 9110, section 15.6.4. */
    private static final Set<Integer> STATUS_WITH_RETRY_AFTER = Set.of(429, 503);

    private final HttpClient client;
    private final URI location;
    private final JwksConfig config;

    JwksEndpoint(Vertx vertx, URI location, JwksConfig config) {
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
                            // The time-out of Vert.x restarts with every byte: a slow response could hold the only
                            // connection without end.
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
            if (read.length() + chunk.length() > config.maxBytes().asLongValue()) {
                whole.tryFail(new KeysUnavailableException(
                        Cause.NOT_A_JWKS,
                        "the response of the JWKS endpoint is larger than "
                                + config.maxBytes().asLongValue() + " bytes"));
                response.request().reset();
            } else {
                read.appendBuffer(chunk);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(read));
        return whole.future();
    }

    private static Optional<Duration> retryAfter(HttpClientResponse response) {
        return STATUS_WITH_RETRY_AFTER.contains(response.statusCode())
                ? RetryAfter.parse(response.getHeader(HttpHeaders.RETRY_AFTER))
                : Optional.empty();
    }

    private Uni<SigningKeys> read(Buffer body) {
        try {
            return Uni.createFrom().item(Jwks.read(body.getBytes()));
        } catch (KeysUnavailableException e) {
            return Uni.createFrom().failure(e);
        }
    }
}
