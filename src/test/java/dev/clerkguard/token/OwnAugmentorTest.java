package dev.clerkguard.token;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import org.junit.jupiter.api.Test;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;

import dev.clerkguard.testing.BelowPaths;
import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceTest;

/** An application may add to the identity what it knows itself: on every request, whether or not its token is known. */
@QuarkusTest
@ServiceTest
@TestProfile(BelowPaths.class)
class OwnAugmentorTest {
    private static final AtomicInteger ASKED = new AtomicInteger();

    @IfBuildProperty(name = BelowPaths.OWN_AUGMENTOR, stringValue = "true")
    @ApplicationScoped
    static class Counting implements SecurityIdentityAugmentor {
        @Override
        public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
            ASKED.incrementAndGet();
            return Uni.createFrom().item(identity);
        }
    }

    @Test
    void ownAugmentor_runsOnEachRequest() {
        ASKED.set(0);
        String token = Claims.now().signedBy(ClerkStub.KEY);
        for (int request = 1; request <= 3; request++) {
            given().basePath("/guard/api")
                    .auth()
                    .oauth2(token)
                    .get("/auth/session")
                    .then()
                    .statusCode(200);
            assertEquals(request, ASKED.get());
        }
    }
}
