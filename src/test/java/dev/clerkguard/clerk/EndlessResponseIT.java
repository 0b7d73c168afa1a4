package dev.clerkguard.clerk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

import dev.clerkguard.testing.ClerkUsers;
import dev.clerkguard.testing.EndlessBackend;
import dev.clerkguard.testing.RareSettings;
import dev.clerkguard.testing.TimedClient;
import dev.clerkguard.testing.TimedClient.Answer;

/** A Backend API whose answer does not end, as fast as the network goes. */
@QuarkusIntegrationTest
@TestProfile(RareSettings.class)
class EndlessResponseIT {
    /** One attempt of 1 MB (clerk.backend.max-bytes), and what is in the buffers of both sides. */
    private static final long MOST_BYTES = 16L << 20;

    @Test
    void endlessResponse_isReadUpToItsLimit() {
        Answer answer = new TimedClient().get("/auth/me", ClerkUsers.token(ClerkUsers.newId()));

        assertEquals(503, answer.status());
        assertEquals("clerk-unavailable", answer.reason());
        assertEquals(1, EndlessBackend.calls());
        assertTrue(
                EndlessBackend.sent() > 0 && EndlessBackend.sent() < MOST_BYTES,
                EndlessBackend.sent() + " bytes in " + answer.took());
    }
}
