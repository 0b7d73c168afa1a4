package dev.clerkguard.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class RenamedSettingsTest {
    @Test
    void oldNames_areAllNamedWithTheirNewNames() {
        SmallRyeConfig config = config(new PropertiesConfigSource(
                Map.of("clerk.users.fresh-for", "10s", "clerk.backend.budget", "1s"), "test", 100));

        assertEquals(
                "Settings were renamed: clerk.backend.budget is now clerk.backend.timeout (CLERK_BACKEND_TIMEOUT);"
                        + " clerk.users.fresh-for is now clerk.users.ttl (CLERK_USERS_TTL). See UPGRADING.md.",
                assertThrows(ConfigurationException.class, () -> RenamedSettings.check(config))
                        .getMessage());
    }

    @Test
    void oldNameAsAVariable_isRefused() {
        SmallRyeConfig config = config(new EnvConfigSource(Map.of("CLERK_USERS_WAIT_WHEN_STALE", "1s"), 300));

        assertThrows(ConfigurationException.class, () -> RenamedSettings.check(config));
    }

    @Test
    void newNames_areAccepted() {
        assertDoesNotThrow(() -> RenamedSettings.check(
                config(new PropertiesConfigSource(Map.of("clerk.users.ttl", "10s"), "test", 100))));
    }

    @Test
    void everyName_isInTheUpgradeNotes() throws IOException {
        String notes = Files.readString(Path.of("UPGRADING.md"));

        RenamedSettings.NAMES.forEach((old, now) ->
                assertTrue(notes.contains("| `" + old + "` | `" + now + "` |"), () -> old + " is not in UPGRADING.md"));
    }

    private static SmallRyeConfig config(org.eclipse.microprofile.config.spi.ConfigSource source) {
        return new SmallRyeConfigBuilder().withSources(source).build();
    }
}
