package dev.clerkguard.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

import dev.clerkguard.keys.JwksConfig;
import dev.clerkguard.keys.PemSigningKey;

/** ProductionStartIT starts the package with the same configurations: one in each build, all in CI. */
class StartupValidationTest {
    private static final PositiveSettings POSITIVE = new PositiveSettings(Set.of("clerk.backend.timeout"));

    @ParameterizedTest
    @MethodSource("dev.clerkguard.config.WrongConfiguration#refusedByStartupValidation")
    void wrongConfiguration_isRefusedWithoutItsSecret(WrongConfiguration wrong) {
        StartupValidation validation = validation(wrong.variables());

        String message = assertThrows(ConfigurationException.class, () -> validation.check(new StartupEvent()))
                .getMessage();
        assertTrue(message.contains(wrong.expected()), message);
        assertFalse(message.contains("not_to_be_seen"), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void rightConfiguration_isAccepted() {
        StartupValidation validation = validation(Map.of(
                "CLERK_PUBLISHABLE_KEY", "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k",
                "CLERK_SECRET_KEY", "sk_live_1",
                "CLERK_AUTHORIZED_PARTIES", "https://a.example/ , capacitor://localhost",
                "CLERK_BACKEND_TIMEOUT", "1s",
                "CLERK_KEYS_MAX_AGE", "6m"));

        assertDoesNotThrow(() -> validation.check(new StartupEvent()));
    }

    private static StartupValidation validation(Map<String, String> variables) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                // An environment does not say where a name has a hyphen.
                .withDefaultValue("clerk.users.max-waiting", "1")
                .withProfile("test")
                .withSources(new EnvConfigSource(variables, 300))
                .withSources(new ClerkEnvironment())
                .withMapping(ClerkVariables.class)
                .withMapping(JwksConfig.class)
                .withValidateUnknown(false)
                .build();
        Optional<String> pem = config.getOptionalValue(DerivedProperties.VERIFY_KEY, String.class);
        return new StartupValidation(
                config.getConfigMapping(ClerkVariables.class),
                config,
                config.getConfigMapping(JwksConfig.class),
                new PemSigningKey(pem),
                POSITIVE);
    }
}
