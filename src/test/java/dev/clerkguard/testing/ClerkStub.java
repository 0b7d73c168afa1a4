package dev.clerkguard.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;

/**
 * Clerk as WireMock: a JWKS, and a Backend API that a test fills. The service under test learns of it through Clerk's
 * own variables, in @QuarkusTest and in integration tests alike.
 */
public final class ClerkStub implements QuarkusTestResourceLifecycleManager {
    public static final SigningKey KEY = SigningKey.first("ins_test_key");
    public static final String SECRET_KEY = "sk_test_not_to_be_seen_anywhere";
    public static final String JWKS_PATH = "/.well-known/jwks.json";

    private static final WireMockServer SERVER = new WireMockServer(options().dynamicPort());
    /** Tests that run at the same time. The first one starts the server, and the last one stops it. */
    private static int users;

    @Override
    public Map<String, String> start() {
        use();
        return Map.of(
                "clerk.webhook.signing-secret",
                WebhookDelivery.SECRET + "," + WebhookDelivery.NEXT_SECRET,
                "clerk.jwks-url",
                SERVER.baseUrl() + JWKS_PATH,
                "clerk.issuer",
                Claims.ISSUER,
                "clerk.api-url",
                SERVER.baseUrl(),
                // Another service, for which no server of its own is started: CallerTokenTest.
                "quarkus.rest-client.downstream.url",
                SERVER.baseUrl(),
                "clerk.secret-key",
                SECRET_KEY,
                // Short, so that a test waits briefly for the end of an outage.
                "clerk.backend.breaker.delay",
                "500ms",
                "clerk.authorized-parties",
                Claims.ORIGIN + ",https://admin.example.test",
                // The packaged service too takes any free port, so that two builds on one machine leave each other
                // alone.
                "quarkus.management.port",
                "0");
    }

    private static synchronized void use() {
        if (users++ == 0) {
            SERVER.start();
            SERVER.stubFor(get(JWKS_PATH).willReturn(json(SigningKey.jwks(KEY))));
        }
    }

    @Override
    public void stop() {
        leave();
    }

    private static synchronized void leave() {
        if (--users == 0) {
            SERVER.stop();
        }
    }

    public static WireMockServer server() {
        return SERVER;
    }

    /** With exactly the content type that Clerk sends. */
    public static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }
}
