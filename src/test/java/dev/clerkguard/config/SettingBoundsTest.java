package dev.clerkguard.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;

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
    @ParameterizedTest
    @ValueSource(strings = {"-1", "-1s", "-0.5", "-PT1S", "PT-1S", " -1 "})
    void nothingIsNegative(String value) {
        ConfigurationException refused = assertThrows(
                ConfigurationException.class, () -> SettingBounds.check(config("clerk.users.stale-for", value)));
        assertEquals("CLERK_USERS_STALE_FOR (clerk.users.stale-for) must not be negative.", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "000", "PT0S", "0M"})
    void whatWouldKeepTheServiceFromItsWorkIsNotZero(String value) {
        assertThrows(ConfigurationException.class, () -> SettingBounds.check(config("clerk.backend.max-bytes", value)));
    }

    @ParameterizedTest
    @CsvSource({
        "clerk.users.wait-when-stale,0s",
        "clerk.backend.retries,0",
        "clerk.keys.refresh-interval,5m",
        "clerk.users.fresh-for,10s",
        "clerk.audience,-1",
        "clerk.issuer,Portal-1",
        "other.setting,-1"
    })
    void whatMakesSenseIsLeftAlone(String name, String value) {
        assertDoesNotThrow(() -> SettingBounds.check(config(name, value)));
    }

    @Test
    void aKeyIsNoNumber() {
        assertDoesNotThrow(() -> SettingBounds.check(config("clerk.jwt-key", ClerkStub.KEY.pem())));
    }

    private static Config config(String name, String value) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of(name, value), "test", 100))
                .build();
    }
}
