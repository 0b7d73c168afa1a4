package dev.clerkguard.standin;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A sign-up under way: it needs an e-mail address, which must be verified, and a password.
 *
 * @param fields what the visitor entered, by Clerk's names
 * @param prepared whether a code was sent by e-mail
 * @param verified whether the e-mail address is verified
 * @param userId of the user that a complete one made
 * @param sessionId of the session that a complete one made
 */
record SignUpAttempt(
        String id,
        Map<String, String> fields,
        boolean prepared,
        boolean verified,
        Optional<String> userId,
        Optional<String> sessionId) {
    /** The field with the ticket of an invitation, which verifies the e-mail address. */
    static final String TICKET = "ticket";

    private static final List<String> REQUIRED = List.of("email_address", "password");

    static SignUpAttempt of(Map<String, String> fields) {
        String id = Ids.create("sua_");
        return new SignUpAttempt(id, Map.copyOf(fields), false, false, Optional.empty(), Optional.empty());
    }

    boolean complete() {
        return sessionId.isPresent();
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    List<String> missingFields() {
        return REQUIRED.stream().filter(name -> field(name).isEmpty()).toList();
    }

    boolean completable() {
        return verified && missingFields().isEmpty();
    }

    /** Another e-mail address must be verified again. */
    SignUpAttempt with(Map<String, String> all) {
        boolean sameAddress = Objects.equals(all.get("email_address"), fields.get("email_address"));
        return new SignUpAttempt(
                id, Map.copyOf(all), sameAddress && prepared, sameAddress && verified, userId, sessionId);
    }

    SignUpAttempt afterPreparation() {
        return new SignUpAttempt(id, fields, true, verified, userId, sessionId);
    }

    SignUpAttempt afterVerification() {
        return new SignUpAttempt(id, fields, prepared, true, userId, sessionId);
    }

    /** Verified, where it has a ticket. */
    SignUpAttempt afterTicket() {
        return field(TICKET).isPresent() ? afterVerification() : this;
    }

    SignUpAttempt completed(String user, String session) {
        return new SignUpAttempt(id, fields, prepared, verified, Optional.of(user), Optional.of(session));
    }
}
