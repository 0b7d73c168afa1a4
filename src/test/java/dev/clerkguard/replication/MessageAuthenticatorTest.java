package dev.clerkguard.replication;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.runtime.configuration.ConfigurationException;

import dev.clerkguard.testing.Settings;

class MessageAuthenticatorTest {
    private static final String OLD = "the old secret of all replicas";
    private static final String NEW = "the new secret of all replicas";

    @Test
    void codeOfTheSameSecret_isValid() {
        String code = new MessageAuthenticator(List.of(OLD)).sign("channel", "content");
        assertTrue(new MessageAuthenticator(List.of(OLD)).isValid("channel", code, "content"));
        assertFalse(new MessageAuthenticator(List.of(NEW)).isValid("channel", code, "content"));
        assertFalse(new MessageAuthenticator(List.of(OLD)).isValid("other", code, "content"));
        assertFalse(new MessageAuthenticator(List.of(OLD)).isValid("channel", code, "other"));
    }

    /** Pods with the old secret, with both and with the new one run side by side in the two roll-outs of a rotation. */
    @Test
    void rotation_keepsReplicasConnected() {
        MessageAuthenticator before = new MessageAuthenticator(List.of(OLD));
        MessageAuthenticator during = new MessageAuthenticator(List.of(NEW, OLD));
        MessageAuthenticator after = new MessageAuthenticator(List.of(NEW));
        assertTrue(before.isValid("c", during.sign("c", "text"), "text"));
        assertTrue(during.isValid("c", before.sign("c", "text"), "text"));
        assertTrue(during.isValid("c", after.sign("c", "text"), "text"));
        assertTrue(after.isValid("c", during.sign("c", "text"), "text"));
        assertFalse(after.isValid("c", before.sign("c", "text"), "text"));
    }

    @Test
    void missingSecret_endsTheStartAndNamesTheVariables() {
        String message = assertThrows(ConfigurationException.class, () -> new MessageAuthenticator(List.of(" ")))
                .getMessage();
        assertTrue(message.contains("CLERK_REPLICAS_SECRET"), message);
    }

    @Test
    void shortSecret_endsTheStartAndIsNotEchoed() {
        String message = assertThrows(ConfigurationException.class, () -> new MessageAuthenticator(List.of("hunter2")))
                .getMessage();
        assertFalse(message.contains("hunter2"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk_test_short", "whsec_short"})
    void secretOfClerk_hasNoMinimum(String secret) {
        assertDoesNotThrow(() -> new MessageAuthenticator(List.of(secret)));
    }

    @Test
    void secret_isByDefaultTheSigningSecretElseTheSecretKey() {
        assertEquals(
                Optional.of(List.of("own")),
                secret(Map.of(
                        "clerk.replicas.secret", "own",
                        "clerk.webhook.signing-secret", "whsec_1",
                        "clerk.secret-key", "sk_1")));
        assertEquals(
                Optional.of(List.of("whsec_1", "whsec_2")),
                secret(Map.of("clerk.webhook.signing-secret", "whsec_1,whsec_2", "clerk.secret-key", "sk_1")));
        assertEquals(Optional.of(List.of("sk_1")), secret(Map.of("clerk.secret-key", "sk_1")));
        assertEquals(Optional.empty(), secret(Map.of()));
    }

    private static Optional<List<String>> secret(Map<String, String> settings) {
        return Settings.of(ReplicationConfig.class, settings).secret();
    }
}
