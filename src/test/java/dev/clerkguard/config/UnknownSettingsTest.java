package dev.clerkguard.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownSettingsTest {
    private final SettingNames names = SettingNames.of(example());

    @ParameterizedTest
    @CsvSource({
        "CLERK_AUTHORISED_PARTIES, CLERK_AUTHORIZED_PARTIES",
        "CLERK_AUTHORIZED_PARTY, CLERK_AUTHORIZED_PARTIES",
        "CLERK_WEBHOOK_SECRET, CLERK_WEBHOOK_SIGNING_SECRET",
        "CLERK_PUBLISHABLE_KEYS, CLERK_PUBLISHABLE_KEY",
        "CLERK_SECRETKEY, CLERK_SECRET_KEY",
        "CLERK_JWKS_URI, CLERK_JWKS_URL",
        "CLERK_AUDENCE, CLERK_AUDIENCE"
    })
    void misspeltName_isReportedWithTheNearestOne(String misspelt, String right) {
        assertEquals(
                List.of(misspelt + " is not a setting of this service and has no effect. Did you mean " + right + "?"),
                UnknownSettings.lines(names, List.of(misspelt)));
    }

    @Test
    void nameThatResemblesNoSetting_isReportedWithoutOne() {
        assertEquals(
                List.of("CLERK_XYZ is not a setting of this service and has no effect."),
                UnknownSettings.lines(names, List.of("CLERK_XYZ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CLERK_SIGN_IN_URL",
                "CLERK_GUARD_PORT_8080_TCP_ADDR",
                "CLERK_GUARD_SERVICE_HOST",
                "CLERK_AUTHORIZED_PARTIES_0_",
                "PATH"
            })
    void variableOfAnotherProgram_isNotReported(String name) {
        assertEquals(List.of(), UnknownSettings.lines(names, List.of(name)));
    }

    @Test
    void exampleSettings_areAllKnown() {
        assertTrue(names.known().size() > 20, names.known().toString());
        assertEquals(List.of(), UnknownSettings.lines(names, names.known()));
    }

    @Test
    void property_isNamedAsItsVariable() {
        assertEquals("CLERK_AUTHORIZED_PARTIES", SettingNames.variable("clerk.authorized-parties[0]"));
    }

    private static String example() {
        try {
            return Files.readString(Path.of("application.properties.example"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
