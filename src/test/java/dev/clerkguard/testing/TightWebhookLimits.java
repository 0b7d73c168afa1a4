package dev.clerkguard.testing;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Two places for deliveries, and short time-outs. The package has HTTP/2 too. */
public final class TightWebhookLimits implements QuarkusTestProfile {
    public static final int PLACES = 2;

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
                "true");
    }
}
