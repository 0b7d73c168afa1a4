package dev.clerkguard.session;

import java.time.Instant;

import dev.clerkguard.problem.Reason;

/**
 * Something whose tokens are refused although they verify.
 *
 * @param id a session's ({@code sess_…}), a user's ({@code user_…}) or an organisation's ({@code org_…})
 * @param reason what the refused caller is told
 * @param issuedBefore tokens issued at this instant or later pass; {@link Instant#MAX}: none does
 * @param until when the denial may be forgotten: the last token that it could refuse has expired
 */
public record Denial(String id, Reason reason, Instant issuedBefore, Instant until) {
    boolean refuses(Session session) {
        // A token that does not say when it was issued may be an old one.
        return session.issuedAt().map(issued -> issued.isBefore(issuedBefore)).orElse(true);
    }

    /** What refuses all that either refuses. The reason is that of the wider one. */
    Denial and(Denial other) {
        Denial wider = other.issuedBefore.isBefore(issuedBefore) ? this : other;
        Instant later = other.until.isAfter(until) ? other.until : until;
        return new Denial(id, wider.reason, wider.issuedBefore, later);
    }
}
