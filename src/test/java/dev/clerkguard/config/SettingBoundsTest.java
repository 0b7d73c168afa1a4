package dev.clerkguard.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

import dev.clerkguard.testing.ClerkStub;

class SettingBoundsTest {
    private static final PositiveSettings POSITIVE =
            new PositiveSettings(Set.of("clerk.backend.max-bytes", "clerk.backend.timeout"));

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-1s", "-0.5", "-PT1S", "PT-1S", " -1 "})
    void negativeValue_isRefused(String value) {
        ConfigurationException refused = assertThrows(
                ConfigurationException.class,
                () -> SettingBounds.check(config("clerk.users.stale-if-error", value), POSITIVE));
        assertEquals(
                "CLERK_USERS_STALE_IF_ERROR (clerk.users.stale-if-error) must not be negative.", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "000", "PT0S", "0M"})
    void zeroWhereItWouldDisableTheService_isRefused(String value) {
        assertThrows(
                ConfigurationException.class,
                () -> SettingBounds.check(config("clerk.backend.max-bytes", value), POSITIVE));
    }

    @Test
    void severalFaults_areReportedTogether() {
        Config config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of("clerk.users.max-waiting", "-1", "clerk.backend.timeout", "0s"), "test", 100))
                .build();

        assertEquals(
                "CLERK_BACKEND_TIMEOUT (clerk.backend.timeout) must be greater than zero."
                        + " CLERK_USERS_MAX_WAITING (clerk.users.max-waiting) must not be negative.",
                assertThrows(ConfigurationException.class, () -> SettingBounds.check(config, POSITIVE))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "clerk.users.stale-timeout,0s",
        "clerk.backend.retries,0",
        "clerk.keys.refresh-interval,5m",
        "clerk.users.ttl,10s",
        "clerk.audience,-1",
        "clerk.issuer,Portal-1",
        "other.setting,-1"
    })
    void valueWithinBounds_isAccepted(String name, String value) {
        assertDoesNotThrow(() -> SettingBounds.check(config(name, value), POSITIVE));
    }

    @Test
    void pemKey_isNotReadAsANumber() {
        assertDoesNotThrow(() -> SettingBounds.check(config("clerk.jwt-key", ClerkStub.KEY.pem()), POSITIVE));
    }

    private static Config config(String name, String value) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of(name, value), "test", 100))
                .build();
    }
}
