package dev.clerkguard.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.restassured.RestAssured;

/** A client that measures how long the service takes. It fails on a status 500 and on a late answer. */
public final class TimedClient {
    /** The longest that a request may take during any failure of Clerk. */
    public static final Duration LONGEST = Duration.ofMillis(3500);

    private static final Duration KNOWN_TOKEN = Duration.ofMillis(5);
    private static final int TIMES = 101;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST)
            .build();

    public record Answer(int status, String reason, Duration took, HttpResponse<Void> response) {
        public boolean has(String header) {
            return response.headers().firstValue(header).isPresent();
        }
    }

    public Answer get(String path, String token) {
        return send(path, token).join();
    }

    public CompletableFuture<Answer> send(String path, String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + token)
                .timeout(LONGEST)
                .build();
        long before = System.nanoTime();
        return client.sendAsync(request, BodyHandlers.discarding()).thenApply(response -> {
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            assertTrue(response.statusCode() != 500, path);
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("x-clerk-auth-reason").orElse(""),
                    took,
                    response);
        });
    }

    /**
     * A known token is answered in under 5 ms, one request after the other on one connection. The median: the machine
     * that runs the tests has other things to do as well.
     */
    public Duration assertKnownTokenIsQuick(String token, String state) {
        IntStream.range(0, TIMES).forEach(warmingUp -> get("/auth/session", token));
        Duration[] took = IntStream.range(0, TIMES)
                .mapToObj(i -> get("/auth/session", token))
                .peek(answer -> assertTrue(answer.status() == 200, state + " " + answer))
                .map(Answer::took)
                .sorted()
                .toArray(Duration[]::new);
        Duration median = took[TIMES / 2];
        assertTrue(median.compareTo(KNOWN_TOKEN) < 0, state + ": " + median);
        return median;
    }
}
