package dev.clerkguard.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import dev.clerkguard.testing.ServiceTest;

/** A setting whose zero would disable the service must be in this list, by its annotation. */
@QuarkusTest
@ServiceTest
class PositiveSettingsTest {
    @Inject
    PositiveSettings positive;

    @Test
    void annotatedMembers_areThePositiveSettings() {
        assertEquals(
                new TreeSet<>(Set.of(
                        "clerk.backend.breaker.failures",
                        "clerk.backend.breaker.delay",
                        "clerk.backend.timeout",
                        "clerk.backend.max-bytes",
                        "clerk.backend.max-concurrent",
                        "clerk.denials.max-entries",
                        "clerk.denials.token-lifetime",
                        "clerk.keys.max-bytes",
                        "clerk.keys.refresh-interval",
                        "clerk.keys.timeout",
                        "clerk.machine.failed-verifications.burst",
                        "clerk.machine.max-waiting",
                        "clerk.users.ttl",
                        "clerk.users.max-waiting",
                        "clerk.webhook.max-bytes",
                        "clerk.webhook.max-concurrent",
                        "clerk.webhook.read-timeout")),
                new TreeSet<>(positive.names()));
    }
}
