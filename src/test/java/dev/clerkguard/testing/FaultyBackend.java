package dev.clerkguard.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;

/** A Backend API that knows every user except those of {@link #stranger}, until a test makes it fail. */
public final class FaultyBackend implements QuarkusTestResourceLifecycleManager {
    /** The users' ttl: short, so that a test need not wait a minute until a user is stale. */
    public static final int FRESH_SECONDS = 6;

    private static final int PAUSE_SECONDS = 4;
    private static final String UNAVAILABLE = "clerk-unavailable";
    private static final String LIMITED = "clerk-rate-limited";

    /** The ways in which it can fail. */
    public enum Failure {
        REFUSED(null, UNAVAILABLE),
        HANGING(ClerkStub.json("{}").withFixedDelay(60_000), UNAVAILABLE),
        DRIPPING(ClerkStub.json(" ".repeat(30)).withChunkedDribbleDelay(30, 60_000), UNAVAILABLE),
        LIMITING(aResponse().withStatus(429).withHeader("Retry-After", String.valueOf(PAUSE_SECONDS)), LIMITED),
        LIMITING_WITHOUT_TIME(aResponse().withStatus(429), LIMITED),
        ERROR(aResponse().withStatus(500), UNAVAILABLE),
        BAD_GATEWAY(aResponse().withStatus(502).withBody("<html>Bad gateway</html>"), UNAVAILABLE),
        RESET(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), UNAVAILABLE),
        NOTHING(aResponse().withStatus(200), UNAVAILABLE),
        GARBAGE(ClerkStub.json("<html>"), UNAVAILABLE),
        HUGE(ClerkStub.json("[" + "1,".repeat(1 << 20) + "1]"), UNAVAILABLE),
        WRONG_TYPE(ClerkStub.json("[\"user\"]"), UNAVAILABLE),
        KEY_REFUSED(aResponse().withStatus(401), "secret-key-invalid");

        private final ResponseDefinitionBuilder answer;
        private final String reason;

        Failure(ResponseDefinitionBuilder answer, String reason) {
            this.answer = answer;
            this.reason = reason;
        }

        /** The reason of the refusal when the user is not in the cache. */
        public String reason() {
            return reason;
        }
    }

    private static final AtomicReference<WireMockServer> SERVER = new AtomicReference<>();
    private static final AtomicInteger PORT = new AtomicInteger();

    @Override
    public Map<String, String> start() {
        listen(0);
        PORT.set(SERVER.get().port());
        recover();
        return Map.of(
                "clerk.jwt-key",
                ClerkStub.KEY.pem(),
                "clerk.issuer",
                Claims.ISSUER,
                "clerk.authorized-parties",
                Claims.ORIGIN,
                "clerk.api-url",
                SERVER.get().baseUrl(),
                "clerk.secret-key",
                ClerkStub.SECRET_KEY,
                "clerk.users.ttl",
                FRESH_SECONDS + "s",
                "clerk.users.refresh-after",
                FRESH_SECONDS + "s",
                "quarkus.management.port",
                "0");
    }

    @Override
    public void stop() {
        SERVER.get().stop();
    }

    /** A user that Clerk does not know. */
    public static String stranger() {
        return ClerkUsers.newId() + "x";
    }

    public static void fail(Failure failure) {
        if (failure == Failure.REFUSED) {
            SERVER.get().stop();
            return;
        }
        SERVER.get().resetAll();
        SERVER.get().stubFor(get(anyUrl()).willReturn(failure.answer));
    }

    public static void recover() {
        if (!SERVER.get().isRunning()) {
            listen(PORT.get());
        }
        SERVER.get().resetAll();
        String anyUser = ClerkUsers.json("{{request.pathSegments.[2]}}");
        SERVER.get()
                .stubFor(get(urlPathMatching("/v1/users/.*x"))
                        .willReturn(aResponse().withStatus(404)));
        SERVER.get()
                .stubFor(get(urlPathMatching("/v1/users/.*[^x]"))
                        .willReturn(ClerkStub.json(anyUser).withTransformers("response-template")));
    }

    /** Requests since the last call of {@link #fail} or {@link #recover}; refused connections are not counted. */
    public static int calls() {
        return SERVER.get().isRunning()
                ? SERVER.get()
                        .countRequestsMatching(anyRequestedFor(anyUrl()).build())
                        .getCount()
                : 0;
    }

    /** A hanging request holds no thread, so all requests are accepted and counted. */
    private static void listen(int port) {
        WireMockServer server = new WireMockServer(
                (port == 0 ? options().dynamicPort() : options().port(port))
                        .asynchronousResponseEnabled(true)
                        .containerThreads(60));
        server.start();
        SERVER.set(server);
    }
}
