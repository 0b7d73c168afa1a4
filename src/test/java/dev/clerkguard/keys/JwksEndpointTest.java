package dev.clerkguard.keys;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.vertx.core.Vertx;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;

import dev.clerkguard.keys.KeysUnavailableException.Cause;
import dev.clerkguard.testing.BackgroundTest;
import dev.clerkguard.testing.Settings;
import dev.clerkguard.testing.SigningKey;

@BackgroundTest
class JwksEndpointTest {
    private static final String PATH = "/jwks";
    private static final SigningKey KEY = SigningKey.first("ins_1");
    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final WireMockServer CLERK = new WireMockServer(options().dynamicPort());
    private static final Vertx VERTX = Vertx.vertx();

    private final JwksEndpoint endpoint = new JwksEndpoint(
            VERTX,
            URI.create(CLERK.baseUrl() + PATH),
            Settings.of(JwksConfig.class, Map.of("clerk.keys.timeout", "1s")));

    @BeforeAll
    static void start() {
        CLERK.start();
    }

    @AfterAll
    static void stop() {
        CLERK.stop();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    static Stream<Arguments> failures() {
        byte[] huge = new byte[300_000];
        return Stream.of(
                arguments("500", aResponse().withStatus(500).withBody(SigningKey.jwks(KEY)), Cause.NOT_REACHABLE),
                arguments("404", aResponse().withStatus(404), Cause.NOT_REACHABLE),
                arguments(
                        "a redirect",
                        aResponse().withStatus(302).withHeader("Location", "http://127.0.0.1:1/"),
                        Cause.NOT_REACHABLE),
                arguments("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), Cause.NOT_REACHABLE),
                arguments("half an answer", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK), Cause.NOT_REACHABLE),
                arguments("an empty answer", aResponse().withFault(Fault.EMPTY_RESPONSE), Cause.NOT_REACHABLE),
                arguments("no answer", aResponse().withFixedDelay(5000), Cause.NOT_REACHABLE),
                arguments(
                        "an answer that drips",
                        aResponse().withBody(SigningKey.jwks(KEY)).withChunkedDribbleDelay(50, 10_000),
                        Cause.NOT_REACHABLE),
                arguments("an empty body", aResponse().withStatus(200), Cause.NOT_A_JWKS),
                arguments("a web page", aResponse().withBody("<html>sign in</html>"), Cause.NOT_A_JWKS),
                arguments("300 kB", aResponse().withBody(huge), Cause.NOT_A_JWKS),
                arguments("no keys", aResponse().withBody("{\"keys\":[]}"), Cause.NO_USABLE_KEY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void badAnswer_failsInTimeWithItsCause(String name, ResponseDefinitionBuilder answer, Cause cause) {
        CLERK.stubFor(get(PATH).willReturn(answer));
        long before = System.nanoTime();
        CompletionException failure = assertThrows(
                CompletionException.class,
                () -> endpoint.load().subscribeAsCompletionStage().join());
        assertTrue(Duration.ofNanos(System.nanoTime() - before).compareTo(LONGEST) < 0, "it took too long");
        assertEquals(cause, ((KeysUnavailableException) failure.getCause()).why());

        CLERK.stubFor(get(PATH).willReturn(aResponse().withBody(SigningKey.jwks(KEY))));
        assertEquals(Set.of("ins_1"), endpoint.load().await().atMost(LONGEST).ids());
    }

    @ParameterizedTest
    @CsvSource({
        "429, 17, 17",
        "503, 17, 17",
        "503, 0, 0",
        "429, 86400, 300",
        "429, 9999999999, 300",
        "429, -1, ",
        "429, soon, ",
        "503, 'Wed, 21 Oct 2026 07:28:00 GMT', ",
        "429, , ",
        "500, 17, "
    })
    void retryAfter_isReadUpToFiveMinutes(int status, String header, Integer seconds) {
        ResponseDefinitionBuilder answer = aResponse().withStatus(status);
        CLERK.stubFor(get(PATH).willReturn(header == null ? answer : answer.withHeader("Retry-After", header)));
        CompletionException failure = assertThrows(
                CompletionException.class,
                () -> endpoint.load().subscribeAsCompletionStage().join());
        assertEquals(
                Optional.ofNullable(seconds).map(Duration::ofSeconds),
                ((KeysUnavailableException) failure.getCause()).retryAfter());
    }

    @Test
    void load_isOneRequest() {
        CLERK.stubFor(get(PATH).willReturn(aResponse().withBody(SigningKey.jwks(KEY))));
        CLERK.resetRequests();
        endpoint.load().await().atMost(LONGEST);
        CLERK.verify(1, getRequestedFor(urlEqualTo(PATH)));
    }
}
