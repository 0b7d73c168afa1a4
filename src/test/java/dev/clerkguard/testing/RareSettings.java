package dev.clerkguard.testing;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * Of the package in integration tests, what few deployments have: a key in the settings, no webhooks, few connections
 * and little patience, and a Backend API whose answers do not end.
 */
public final class RareSettings implements QuarkusTestProfile {
    public static final int CONNECTIONS = 10;

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(EndlessBackend.class));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.limits.max-connections",
                String.valueOf(CONNECTIONS),
                "quarkus.http.idle-timeout",
                "1s",
                "quarkus.http.http2",
                "true");
    }
}
