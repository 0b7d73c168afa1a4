package dev.clerkguard.standin;

import java.util.Optional;

/**
 * A sign-in under way.
 *
 * @param status needs_first_factor, needs_second_factor or complete
 * @param prepared whether a code was sent by e-mail
 * @param sessionId of the session that a complete one made
 */
record SignInAttempt(
        String id, String userId, String identifier, String status, boolean prepared, Optional<String> sessionId) {
    static final String NEEDS_FIRST_FACTOR = "needs_first_factor";
    static final String NEEDS_SECOND_FACTOR = "needs_second_factor";
    static final String COMPLETE = "complete";

    static SignInAttempt of(String userId, String identifier) {
        String id = Ids.create("sia_");
        return new SignInAttempt(id, userId, identifier, NEEDS_FIRST_FACTOR, false, Optional.empty());
    }

    SignInAttempt afterPreparation() {
        return new SignInAttempt(id, userId, identifier, status, true, sessionId);
    }

    SignInAttempt waitingForSecondFactor() {
        return new SignInAttempt(id, userId, identifier, NEEDS_SECOND_FACTOR, prepared, sessionId);
    }

    SignInAttempt completed(String session) {
        return new SignInAttempt(id, userId, identifier, COMPLETE, prepared, Optional.of(session));
    }
}
