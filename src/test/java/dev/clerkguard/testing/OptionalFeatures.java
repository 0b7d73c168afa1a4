package dev.clerkguard.testing;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** What an operator may switch on: session cookies, CORS for every origin, and public paths. */
public final class OptionalFeatures implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "clerk.cookie.enabled",
                "true",
                // CORS that admits every origin does not admit its cookies.
                "quarkus.http.cors.origins",
                "*",
                "clerk.public-paths",
                "/other/public/*,/files/open.txt",
                // It takes seconds, and OpenApiContractTest reads the document of the application without a profile.
                "mp.openapi.scan.disable",
                "true");
    }
}
