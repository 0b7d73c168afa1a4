package dev.clerkguard.testing;

import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * What few deployments have, and no two tests need: a key in the settings, no webhooks, an augmentor of the application,
 * few connections and little patience, and a Backend API whose answers do not end.
 */
public final class RareSettings implements QuarkusTestProfile {
    public static final int CONNECTIONS = 10;
    public static final String OWN_AUGMENTOR = "test.own-augmentor";

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
                "true",
                OWN_AUGMENTOR,
                "true",
                // OptionalFeatures says why.
                "mp.openapi.scan.disable",
                "true");
    }
}
