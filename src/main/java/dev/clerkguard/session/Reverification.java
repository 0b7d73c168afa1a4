package dev.clerkguard.session;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.clerkguard.session.Session.FactorVerificationAge;

/**
 * The maximum age of the user's verified factors (Clerk docs, "Reverification").
 *
 * @param preset the name of the preset, where one was given
 * @param level which factors count
 * @param afterMinutes the age in minutes at which a verification is too old; more than 0
 */
public record Reverification(Optional<String> preset, Level level, int afterMinutes) {
    private static final Map<String, Reverification> PRESETS = Map.of(
            "strict_mfa", new Reverification(Optional.of("strict_mfa"), Level.MULTI_FACTOR, 10),
            "strict", new Reverification(Optional.of("strict"), Level.SECOND_FACTOR, 10),
            "moderate", new Reverification(Optional.of("moderate"), Level.SECOND_FACTOR, 60),
            "lax", new Reverification(Optional.of("lax"), Level.SECOND_FACTOR, 1440));

    /** Which factors must be fresh. The first factor counts for a user without a second one. */
    public enum Level {
        FIRST_FACTOR,
        SECOND_FACTOR,
        MULTI_FACTOR;

        /** As Clerk writes it: {@code first_factor}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Reverification {
        if (afterMinutes <= 0) {
            throw new IllegalArgumentException("a reverification's minutes must be more than 0");
        }
    }

    public static Reverification of(Level level, int afterMinutes) {
        return new Reverification(Optional.empty(), level, afterMinutes);
    }

    /**
     * @param text a preset (strict_mfa, strict, moderate, lax), or a level and minutes: {@code second_factor:10}
     * @throws IllegalArgumentException with a sentence that says what is allowed
     */
    public static Reverification parse(String text) {
        Reverification preset = PRESETS.get(text);
        if (preset != null) {
            return preset;
        }
        int colon = text.indexOf(':');
        for (Level level : Level.values()) {
            if (colon > 0
                    && level.code().equals(text.substring(0, colon))
                    && text.substring(colon + 1).matches("[1-9]\\d{0,8}")) {
                return of(level, Integer.parseInt(text.substring(colon + 1)));
            }
        }
        throw new IllegalArgumentException(
                "a reverification is strict_mfa, strict, moderate, lax, or a level and minutes"
                        + " such as second_factor:10");
    }

    boolean satisfiedBy(FactorVerificationAge age) {
        boolean hasFirst = age.firstFactor() != -1;
        boolean hasSecond = age.secondFactor() != -1;
        boolean freshFirst = hasFirst && afterMinutes > age.firstFactor();
        boolean freshSecond = hasSecond && afterMinutes > age.secondFactor();
        return switch (level) {
            case FIRST_FACTOR -> freshFirst;
            case SECOND_FACTOR -> hasSecond ? freshSecond : freshFirst;
            case MULTI_FACTOR -> hasSecond ? freshFirst && freshSecond : freshFirst;
        };
    }
}
