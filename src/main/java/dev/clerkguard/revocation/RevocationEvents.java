package dev.clerkguard.revocation;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.replication.Message;
import dev.clerkguard.replication.ReplicationEvent;

/** Revocations and lifted bans as replication events, and back. */
final class RevocationEvents {
    static final String REVOKED = "revoked";
    static final String UNBANNED = "unbanned";

    private static final Pattern REVOCABLE = Pattern.compile("\\*|(sess|user|org)_[\\w-]{1,100}");
    private static final Pattern USER = Pattern.compile("user_[\\w-]{1,100}");

    private RevocationEvents() {}

    /** @param at tokens issued at this instant or later are accepted */
    record Unban(String userId, Instant at, Instant until) {}

    /** @param state the newest known state of what is revoked */
    static Message message(Revocation revocation, Optional<Instant> state) {
        ReplicationEvent event = ReplicationEvent.of(REVOKED, revocation.id())
                .with("reason", revocation.reason().name())
                .with("until", revocation.until())
                .with("state", state);
        return Message.stored(
                key(revocation.id(), revocation.reason()),
                revocation.until(),
                revocation.issuedBefore().equals(Instant.MAX)
                        ? event
                        : event.with("issued_before", revocation.issuedBefore()));
    }

    /** The message replaces that of the ban: replicas that start later must not read the ban any more. */
    static Message message(Unban unban, Optional<Instant> state) {
        return Message.stored(
                key(unban.userId(), Reason.USER_BANNED),
                unban.until(),
                ReplicationEvent.of(UNBANNED, unban.userId())
                        .with("at", unban.at())
                        .with("until", unban.until())
                        .with("state", state));
    }

    private static String key(String id, Reason reason) {
        return id + ":" + reason.code();
    }

    /** Empty for an event of another form, and for an id that cannot be revoked. */
    static Optional<Revocation> revocation(ReplicationEvent event) {
        Instant issuedBefore = event.time("issued_before").orElse(Instant.MAX);
        return event.time("until")
                .filter(until -> REVOCABLE.matcher(event.id()).matches())
                .filter(until -> issuedBefore.equals(Instant.MAX) || !issuedBefore.isAfter(until))
                .map(until -> new Revocation(event.id(), reason(event), issuedBefore, until));
    }

    /** Empty for an event of another form, and for an id that is not a user's. */
    static Optional<Unban> unban(ReplicationEvent event) {
        return event.time("at").flatMap(at -> event.time("until")
                .filter(until -> USER.matcher(event.id()).matches() && !at.isAfter(until))
                .map(until -> new Unban(event.id(), at, until)));
    }

    /** The reason of a later version that this version does not have is still a revocation. */
    private static Reason reason(ReplicationEvent event) {
        for (Reason reason : Reason.values()) {
            if (event.text("reason").filter(reason.name()::equals).isPresent()) {
                return reason;
            }
        }
        return Reason.SESSION_REVOKED;
    }
}
