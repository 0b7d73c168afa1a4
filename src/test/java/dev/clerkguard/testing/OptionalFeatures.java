package dev.clerkguard.testing;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.smallrye.mutiny.Uni;

/** What an application may add: session cookies, CORS for every origin, public paths, and an augmentor of its own. */
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
                "/other/public/*,/files/open.txt");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(CountingAugmentor.class);
    }

    /** Counts its calls. */
    @Alternative
    @ApplicationScoped
    public static class CountingAugmentor implements SecurityIdentityAugmentor {
        public static final AtomicInteger CALLS = new AtomicInteger();

        @Override
        public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
            CALLS.incrementAndGet();
            return Uni.createFrom().item(identity);
        }
    }
}
