package dev.clerkguard.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;

import io.quarkus.runtime.configuration.ConfigurationException;

/** Refuses negative durations and numbers, and zero for settings with {@link dev.clerkguard.setting.Positive}. */
final class SettingBounds {
    private static final Pattern NEGATIVE = Pattern.compile("-[\\d.]+[a-zA-Z]*|-PT?\\d.*|PT?-\\d.*");
    private static final Pattern ZERO = Pattern.compile("(PT?)?0+[a-zA-Z]*");
    /** Texts that can look like a number. */
    private static final Set<String> TEXTS = Set.of("clerk.audience", "clerk.replicas.prefix", "clerk.replicas.secret");

    private SettingBounds() {}

    /**
     * @param positive the settings that must be greater than zero; for the others zero means at once, or none
     * @throws ConfigurationException with every setting that is out of bounds
     */
    static void check(Config config, PositiveSettings positive) {
        String faults = StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith("clerk.") && !TEXTS.contains(name))
                .sorted()
                .distinct()
                .flatMap(name -> config
                        .getOptionalValue(name, String.class)
                        .map(String::strip)
                        .flatMap(value -> fault(name, value, positive))
                        .stream())
                .collect(Collectors.joining(" "));
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults);
        }
    }

    private static Optional<String> fault(String name, String value, PositiveSettings positive) {
        if (NEGATIVE.matcher(value).matches()) {
            return Optional.of(sentence(name, "must not be negative"));
        }
        return positive.names().contains(name) && ZERO.matcher(value).matches()
                ? Optional.of(sentence(name, "must be greater than zero"))
                : Optional.empty();
    }

    private static String sentence(String name, String fault) {
        String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return variable + " (" + name + ") " + fault + ".";
    }
}
