package dev.clerkguard.clerk;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import dev.clerkguard.clerk.BackendCallMetrics.Operation;

/** The configured keys for the Backend API: which one a call is made with, and the header that carries it. */
final class BackendKeys {
    private final Map<BackendKey, String> headers = new EnumMap<>(BackendKey.class);

    BackendKeys(BackendConfig config) {
        add(BackendKey.SECRET_KEY, config.secretKey());
        add(BackendKey.MACHINE_SECRET_KEY, config.machineSecretKey());
    }

    private void add(BackendKey key, Optional<String> configured) {
        configured
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> headers.put(key, "Bearer " + text));
    }

    /** The machine's own key for M2M tokens where it is configured; otherwise the secret key. */
    BackendKey keyFor(Operation operation) {
        return operation == Operation.VERIFY_M2M_TOKEN && headers.containsKey(BackendKey.MACHINE_SECRET_KEY)
                ? BackendKey.MACHINE_SECRET_KEY
                : BackendKey.SECRET_KEY;
    }

    /** The value of the Authorization header; empty when the key is not configured. */
    Optional<String> authorization(BackendKey key) {
        return Optional.ofNullable(headers.get(key));
    }

    /** The environment variables of which one must be set for this operation. */
    static String variables(Operation operation) {
        return operation == Operation.VERIFY_M2M_TOKEN
                ? BackendKey.MACHINE_SECRET_KEY.variable() + " or " + BackendKey.SECRET_KEY.variable()
                : BackendKey.SECRET_KEY.variable();
    }
}
