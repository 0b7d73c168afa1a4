package dev.clerkguard.clerk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.clerkguard.clerk.BackendCallMetrics.Operation;
import dev.clerkguard.problem.Reason;
import dev.clerkguard.problem.RefusedException;
import dev.clerkguard.testing.Settings;

class BackendKeysTest {
    private final FakeCalls calls = new FakeCalls();

    @AfterEach
    void stop() {
        calls.close();
    }

    @ParameterizedTest
    @EnumSource
    void bothKeysConfigured_machineKeyIsForM2mTokensOnly(Operation operation) {
        BackendKeys keys = keys(Map.of("clerk.secret-key", "sk_test_a", "clerk.machine.secret-key", " ak_b "));

        assertEquals(
                Optional.of(operation == Operation.VERIFY_M2M_TOKEN ? "Bearer ak_b" : "Bearer sk_test_a"),
                keys.authorization(keys.keyFor(operation)));
    }

    @Test
    void blankMachineKey_secretKeyIsUsed() {
        BackendKeys keys = keys(Map.of("clerk.secret-key", "sk_test_a", "clerk.machine.secret-key", " "));

        assertEquals(BackendKey.SECRET_KEY, keys.keyFor(Operation.VERIFY_M2M_TOKEN));
    }

    @ParameterizedTest
    @CsvSource({
        "READ_USER,Users cannot be looked up,CLERK_SECRET_KEY",
        "LIST_SESSIONS,Sessions cannot be revoked,CLERK_SECRET_KEY",
        "VERIFY_API_KEY,Credentials cannot be verified,CLERK_SECRET_KEY",
        "VERIFY_M2M_TOKEN,Credentials cannot be verified,CLERK_MACHINE_SECRET_KEY or CLERK_SECRET_KEY"
    })
    void keyMissing_refusalNamesTheVariable(Operation operation, String failure, String variables) {
        BackendClient backend = calls.backend(Map.of());

        RefusedException refused = FakeCalls.refused(backend.verify(new BackendCall(
                        operation, new RefusedException(Reason.TOKEN_INVALID, ""), json -> true, key -> {
                            throw new AssertionError("a call without a key");
                        }))
                .subscribeAsCompletionStage());

        assertEquals(Reason.SECRET_KEY_INVALID, refused.reason());
        assertEquals(failure + ": this service has no secret key. Set " + variables + ".", refused.detail());
    }

    private static BackendKeys keys(Map<String, String> settings) {
        return new BackendKeys(Settings.of(BackendConfig.class, settings));
    }
}
