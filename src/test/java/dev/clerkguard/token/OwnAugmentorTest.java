package dev.clerkguard.token;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.OptionalFeatures;
import dev.clerkguard.testing.OptionalFeatures.CountingAugmentor;
import dev.clerkguard.testing.ServiceTest;

/** An application may add to the identity what it knows itself: on every request, whether or not its token is known. */
@QuarkusTest
@ServiceTest
@TestProfile(OptionalFeatures.class)
class OwnAugmentorTest {
    @Test
    void ownAugmentor_runsOnEachRequest() {
        CountingAugmentor.CALLS.set(0);
        String token = Claims.now().signedBy(ClerkStub.KEY);
        for (int request = 1; request <= 3; request++) {
            given().auth().oauth2(token).get("/auth/session").then().statusCode(200);
            assertEquals(request, CountingAugmentor.CALLS.get());
        }
    }
}
