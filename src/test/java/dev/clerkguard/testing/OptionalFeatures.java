package dev.clerkguard.testing;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * What an operator may switch on: machine credentials, which {@link MachineStub} verifies and a test may bring down,
 * session cookies, CORS for every origin, public paths, and HTTP/2 in the package. Two places for deliveries of webhooks,
 * and short time-outs, which no other test meets.
 */
public final class OptionalFeatures implements QuarkusTestProfile {
    public static final int PLACES = 2;

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(MachineStub.class));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "clerk.webhook.max-concurrent",
                String.valueOf(PLACES),
                "clerk.webhook.read-timeout",
                "1s",
                "clerk.webhook.observer-timeout",
                "200ms",
                "clerk.cookie.enabled",
                "true",
                // CORS that admits every origin does not admit its cookies.
                "quarkus.http.cors.origins",
                "*",
                "clerk.public-paths",
                "/other/public/*,/files/open.txt",
                "quarkus.http.http2",
                "true",
                // It takes seconds, and OpenApiContractTest reads the document of the application without a profile.
                "mp.openapi.scan.disable",
                "true");
    }
}
