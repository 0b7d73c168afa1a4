package dev.clerkguard.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.microprofile.config.Config;

import io.quarkus.runtime.configuration.ConfigurationException;

/** Refuses settings under the names that they had before, because a setting without effect is worse than no start. */
final class RenamedSettings {
    /** Also in UPGRADING.md, which a test compares with this. */
    static final Map<String, String> NAMES = new TreeMap<>(Map.ofEntries(
            Map.entry("clerk.backend.breaker.pause", "clerk.backend.breaker.delay"),
            Map.entry("clerk.backend.budget", "clerk.backend.timeout"),
            Map.entry("clerk.denials.maximum", "clerk.denials.max-entries"),
            Map.entry("clerk.keys.unknown-key-id-memory", "clerk.keys.unknown-kid-ttl"),
            Map.entry("clerk.replicas.outbox", "clerk.replicas.queue-size"),
            Map.entry("clerk.token-cache.maximum-refused", "clerk.token-cache.max-refused"),
            Map.entry("clerk.token-cache.maximum-weight", "clerk.token-cache.max-weight"),
            Map.entry("clerk.users.fresh-for", "clerk.users.ttl"),
            Map.entry("clerk.users.maximum-bytes", "clerk.users.max-weight"),
            Map.entry("clerk.users.stale-for", "clerk.users.stale-if-error"),
            Map.entry("clerk.users.unknown-for", "clerk.users.negative-ttl"),
            Map.entry("clerk.users.wait-when-stale", "clerk.users.stale-timeout"),
            Map.entry("clerk.webhook.maximum-remembered", "clerk.webhook.max-processed")));

    private RenamedSettings() {}

    /** @throws ConfigurationException with every old name that is set, and its new name */
    static void check(Config config) {
        String renamed = NAMES.entrySet().stream()
                .filter(name ->
                        config.getOptionalValue(name.getKey(), String.class).isPresent())
                .map(name -> name.getKey() + " is now " + name.getValue() + " (" + variable(name.getValue()) + ")")
                .collect(Collectors.joining("; "));
        if (!renamed.isEmpty()) {
            throw new ConfigurationException("Settings were renamed: " + renamed + ". See UPGRADING.md.");
        }
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
