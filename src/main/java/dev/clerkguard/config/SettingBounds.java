package dev.clerkguard.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.Config;

import io.quarkus.runtime.configuration.ConfigurationException;

/** Refuses durations and numbers that make no sense, before a request stumbles over them. */
final class SettingBounds {
    private static final Pattern NEGATIVE = Pattern.compile("-[\\d.]+[a-zA-Z]*|-PT?\\d.*|PT?-\\d.*");
    private static final Pattern ZERO = Pattern.compile("(PT?)?0+[a-zA-Z]*");
    private static final Set<String> TEXTS = Set.of("clerk.audience", "clerk.replicas.prefix");
    /** Of these, nothing would be nothing at all; of others it means at once, or none. */
    private static final Set<String> NEVER_ZERO = Set.of(
            "clerk.backend.breaker.failures",
            "clerk.backend.breaker.pause",
            "clerk.backend.budget",
            "clerk.backend.max-bytes",
            "clerk.backend.max-concurrent",
            "clerk.denials.maximum",
            "clerk.denials.token-lifetime",
            "clerk.keys.max-bytes",
            "clerk.keys.refresh-interval",
            "clerk.keys.timeout",
            "clerk.users.fresh-for",
            "clerk.users.max-waiting",
            "clerk.webhook.max-bytes",
            "clerk.webhook.max-concurrent",
            "clerk.webhook.read-timeout");

    private SettingBounds() {}

    static void check(Config config) {
        for (String name : config.getPropertyNames()) {
            if (name.startsWith("clerk.") && !TEXTS.contains(name)) {
                config.getOptionalValue(name, String.class).map(String::strip).ifPresent(value -> check(name, value));
            }
        }
    }

    private static void check(String name, String value) {
        if (NEGATIVE.matcher(value).matches()) {
            throw refused(name, "must not be negative");
        }
        if (NEVER_ZERO.contains(name) && ZERO.matcher(value).matches()) {
            throw refused(name, "must be more than nothing");
        }
    }

    private static ConfigurationException refused(String name, String why) {
        String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return new ConfigurationException(variable + " (" + name + ") " + why + ".");
    }
}
