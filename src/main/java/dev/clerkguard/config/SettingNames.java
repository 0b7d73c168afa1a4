package dev.clerkguard.config;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of this service, as environment variables, and the one that a wrong name probably means. Pure.
 *
 * @param known the names of all settings, such as {@code CLERK_AUDIENCE}
 */
record SettingNames(Set<String> known) {
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^#?(clerk\\.[a-z.-]+)=");
    private static final String PREFIX = "CLERK_";
    /** Kubernetes sets such variables for a service named clerk-guard, and {@code mvnw} reads one. */
    private static final String FOREIGN_PREFIX = "CLERK_GUARD_";
    /** Variables of Clerk's other SDKs, which may share an .env file with this service (Clerk docs, "Environment variables"). */
    private static final Set<String> OF_OTHER_SDKS = Set.of(
            "CLERK_API_KEY",
            "CLERK_API_VERSION",
            "CLERK_DOMAIN",
            "CLERK_ENCRYPTION_KEY",
            "CLERK_FRONTEND_API",
            "CLERK_IS_SATELLITE",
            "CLERK_JS_URL",
            "CLERK_JS_VERSION",
            "CLERK_PROXY_URL",
            "CLERK_SIGN_IN_FALLBACK_REDIRECT_URL",
            "CLERK_SIGN_IN_FORCE_REDIRECT_URL",
            "CLERK_SIGN_IN_URL",
            "CLERK_SIGN_UP_FALLBACK_REDIRECT_URL",
            "CLERK_SIGN_UP_FORCE_REDIRECT_URL",
            "CLERK_SIGN_UP_URL",
            "CLERK_TELEMETRY_DEBUG",
            "CLERK_TELEMETRY_DISABLED",
            "CLERK_TESTING_TOKEN",
            "CLERK_FAPI");

    private static final int SIMILAR_EDITS = 2;
    private static final double FAR = 0.4;

    /** @param example the text of application.properties.example, which has every setting */
    static SettingNames of(String example) {
        Set<String> names = new TreeSet<>();
        Matcher setting = EXAMPLE.matcher(example);
        while (setting.find()) {
            names.add(variable(setting.group(1)));
        }
        return new SettingNames(names);
    }

    /** {@code clerk.jwks-url} is CLERK_JWKS_URL (MicroProfile Config 3.1, section 5.3.1). The index of a list is left out. */
    static String variable(String property) {
        return property.replaceFirst("\\[\\d+]$", "")
                .replaceAll("[^A-Za-z0-9]", "_")
                .toUpperCase(Locale.ROOT);
    }

    /** Whether the name looks like a setting of this service and is none. */
    boolean isUnknown(String variable) {
        return variable.startsWith(PREFIX)
                && !variable.startsWith(FOREIGN_PREFIX)
                && !OF_OTHER_SDKS.contains(variable)
                && !known.contains(variable.replaceFirst("_\\d+_$", ""));
    }

    /** The name with the most words in common, and of those the one with the fewest edits; empty when none is near. */
    Optional<String> nearest(String unknown) {
        return known.stream()
                .min(Comparator.comparingDouble((String name) -> -commonWords(unknown, name))
                        .thenComparingInt(name -> edits(unknown, name)))
                .filter(name -> commonWords(unknown, name) > 0
                        || edits(unknown, name) <= FAR * (unknown.length() - PREFIX.length()));
    }

    /** The share of words that both names have, from 0 to 1. Words with one or two edits count as the same. */
    private static double commonWords(String unknown, String name) {
        List<String> words = words(unknown);
        List<String> others = words(name);
        long common = words.stream()
                .filter(word -> others.stream().anyMatch(other -> similar(word, other)))
                .count();
        Set<String> all = new HashSet<>(words);
        all.addAll(others);
        long merged = Math.max(words.size(), others.size());
        return (double) common / Math.max(merged, all.size() - common);
    }

    private static List<String> words(String name) {
        return List.of(name.substring(PREFIX.length()).split("_"));
    }

    private static boolean similar(String word, String other) {
        int allowed = Math.min(SIMILAR_EDITS, Math.min(word.length(), other.length()) / 2 - 1);
        return word.equals(other) || edits(word, other) <= allowed;
    }

    /** Levenshtein's distance. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int substituted = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(substituted, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
