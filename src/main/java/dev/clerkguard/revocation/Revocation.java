package dev.clerkguard.revocation;

import java.time.Instant;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.session.Session;

/**
 * A session, user or organisation whose tokens are refused although they verify.
 *
 * @param id of a session ({@code sess_…}), a user ({@code user_…}) or an organisation ({@code org_…}), or
 *     {@link RevocationList#EVERYONE}
 * @param reason the reason of the refusal
 * @param issuedBefore tokens issued at this instant or later are accepted; {@link Instant#MAX}: none is
 * @param until the end of the revocation: the last token that it could refuse has expired
 */
public record Revocation(String id, Reason reason, Instant issuedBefore, Instant until) {
    /** A token without a time of issue counts as issued before. */
    boolean refuses(Session session) {
        return session.issuedAt().map(issued -> issued.isBefore(issuedBefore)).orElse(true);
    }

    boolean isBan() {
        return reason == Reason.USER_BANNED;
    }

    /** A revocation that refuses what either refuses, with the reason of the one that refuses more. */
    Revocation and(Revocation other) {
        Revocation wider = other.issuedBefore.isBefore(issuedBefore) ? this : other;
        Instant later = other.until.isAfter(until) ? other.until : until;
        return new Revocation(id, wider.reason, wider.issuedBefore, later);
    }

    Revocation endingBy(Instant latest) {
        return until.isAfter(latest) ? new Revocation(id, reason, issuedBefore, latest) : this;
    }
}
