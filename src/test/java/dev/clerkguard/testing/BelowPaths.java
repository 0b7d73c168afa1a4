package dev.clerkguard.testing;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** A root path, a path of Quarkus REST, and an augmentor of the application. */
public final class BelowPaths implements QuarkusTestProfile {
    /** Of a bean that is there with this property only. */
    public static final String OWN_AUGMENTOR = "test.own-augmentor";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.root-path",
                "/guard",
                "quarkus.rest.path",
                "/api",
                "clerk.public-paths",
                "/guard/other/public/*",
                OWN_AUGMENTOR,
                "true",
                // OptionalFeatures says why.
                "mp.openapi.scan.disable",
                "true");
    }
}
