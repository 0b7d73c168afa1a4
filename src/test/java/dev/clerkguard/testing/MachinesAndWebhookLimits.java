package dev.clerkguard.testing;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * A Backend API that verifies machine credentials, and that a test may bring down. Two places for deliveries of webhooks,
 * and short time-outs, which no test of machine credentials meets. The package has HTTP/2 too.
 */
public final class MachinesAndWebhookLimits implements QuarkusTestProfile {
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
                "2s",
                "clerk.webhook.observer-timeout",
                "200ms",
                "quarkus.http.http2",
                "true",
                "mp.openapi.scan.disable",
                "true");
    }
}
