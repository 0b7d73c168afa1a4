package dev.clerkguard.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;

/** A JWKS endpoint that refuses connections when the service starts, and then answers or fails as a test says. */
public final class FaultyJwks implements QuarkusTestResourceLifecycleManager {
    /** The ways in which it can fail. */
    public enum Failure {
        REFUSED(null),
        HANGING(aResponse().withFixedDelay(60_000)),
        DRIPPING(aResponse().withBody("{\"keys\":[                    ]}").withChunkedDribbleDelay(20, 60_000)),
        RESET(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        ERROR(aResponse().withStatus(500)),
        GARBAGE(aResponse().withBody("<html>Bad gateway</html>")),
        HUGE(aResponse().withBody(new byte[1 << 20])),
        EMPTY(aResponse().withBody("{\"keys\":[]}"));

        private final ResponseDefinitionBuilder answer;

        Failure(ResponseDefinitionBuilder answer) {
            this.answer = answer;
        }
    }

    private static final AtomicReference<WireMockServer> SERVER = new AtomicReference<>();
    private static final AtomicInteger PORT = new AtomicInteger();

    @Override
    public Map<String, String> start() {
        WireMockServer server = new WireMockServer(options().dynamicPort());
        server.start();
        SERVER.set(server);
        PORT.set(server.port());
        String url = server.baseUrl() + "/jwks";
        fail(Failure.REFUSED);
        return Map.of(
                "clerk.jwks-url",
                url,
                "clerk.issuer",
                Claims.ISSUER,
                "clerk.authorized-parties",
                Claims.ORIGIN,
                "quarkus.management.port",
                "0");
    }

    @Override
    public void stop() {
        SERVER.get().stop();
    }

    public static void fail(Failure failure) {
        if (failure == Failure.REFUSED) {
            SERVER.get().stop();
        } else {
            answer(failure.answer);
        }
    }

    public static void has(SigningKey... keys) {
        answer(ClerkStub.json(SigningKey.jwks(keys)));
    }

    /** Requests since the last call of {@link #fail} or {@link #has}. */
    public static int calls() {
        return SERVER.get()
                .countRequestsMatching(anyRequestedFor(anyUrl()).build())
                .getCount();
    }

    private static void answer(ResponseDefinitionBuilder response) {
        if (!SERVER.get().isRunning()) {
            WireMockServer again = new WireMockServer(options().port(PORT.get()));
            again.start();
            SERVER.set(again);
        }
        SERVER.get().resetAll();
        SERVER.get().stubFor(any(anyUrl()).willReturn(response));
    }
}
