package dev.clerkguard.standin;

/**
 * The step-up of a session: its factors are verified again.
 *
 * @param level first_factor, second_factor or multi_factor
 * @param status needs_first_factor, needs_second_factor or complete
 * @param prepared whether a code was sent by e-mail
 */
record StepUp(String level, String status, boolean prepared) {
    static final String NEEDS_FIRST_FACTOR = "needs_first_factor";
    static final String NEEDS_SECOND_FACTOR = "needs_second_factor";
    static final String COMPLETE = "complete";

    private static final String SECOND_FACTOR = "second_factor";
    private static final String MULTI_FACTOR = "multi_factor";

    /** A user without a second factor verifies the first one at every level. */
    static StepUp start(String level, boolean secondFactor) {
        return switch (level) {
            case "first_factor", MULTI_FACTOR -> new StepUp(level, NEEDS_FIRST_FACTOR, false);
            case SECOND_FACTOR -> new StepUp(level, secondFactor ? NEEDS_SECOND_FACTOR : NEEDS_FIRST_FACTOR, false);
            default ->
                throw new ClerkException(422, "form_param_value_invalid", "There is no level " + level + ".", "level");
        };
    }

    StepUp afterPreparation() {
        return new StepUp(level, status, true);
    }

    StepUp afterFirstFactor(boolean secondFactor) {
        return new StepUp(level, secondFactor && level.equals(MULTI_FACTOR) ? NEEDS_SECOND_FACTOR : COMPLETE, prepared);
    }

    StepUp completed() {
        return new StepUp(level, COMPLETE, prepared);
    }
}
