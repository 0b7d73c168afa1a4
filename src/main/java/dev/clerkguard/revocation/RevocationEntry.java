package dev.clerkguard.revocation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.clerkguard.problem.Reason;
import dev.clerkguard.session.Session;

/**
 * The revocations of one id. A ban is kept apart from the others, because it alone can be lifted.
 *
 * @param ban null without one
 * @param other all other revocations in one; null without one
 */
record RevocationEntry(Revocation ban, Revocation other) {
    static RevocationEntry of(Revocation revocation) {
        return revocation.isBan() ? new RevocationEntry(revocation, null) : new RevocationEntry(null, revocation);
    }

    RevocationEntry and(RevocationEntry added) {
        return new RevocationEntry(merged(ban, added.ban), merged(other, added.other));
    }

    private static Revocation merged(Revocation one, Revocation two) {
        return one == null ? two : two == null ? one : one.and(two);
    }

    /** The one revocation of the same kind, which may refuse more than the one that was added last. */
    Revocation ofKind(Revocation added) {
        return added.isBan() ? ban : other;
    }

    RevocationEntry withoutBan() {
        return new RevocationEntry(null, other);
    }

    /** The revocation that refuses the session now; empty when none does. */
    Optional<Revocation> refusing(Session session, Instant now) {
        return all().filter(one -> now.isBefore(one.until()) && one.refuses(session))
                .findFirst();
    }

    /** The ban, or the revocation because the user is deleted, that holds now. */
    Optional<Revocation> ofUser(Instant now) {
        return all().filter(one -> now.isBefore(one.until()))
                .filter(one -> one.isBan() || one.reason() == Reason.USER_NOT_FOUND)
                .findFirst();
    }

    /** What still holds; null when nothing does. */
    RevocationEntry at(Instant now) {
        Revocation liveBan = ban != null && now.isBefore(ban.until()) ? ban : null;
        Revocation liveOther = other != null && now.isBefore(other.until()) ? other : null;
        return liveBan == null && liveOther == null ? null : new RevocationEntry(liveBan, liveOther);
    }

    List<Revocation> list() {
        return all().toList();
    }

    /** The one that refuses more is first: its reason is answered. A deleted user stays deleted, banned or not. */
    private Stream<Revocation> all() {
        boolean banFirst = ban != null && other != null && other.issuedBefore().isBefore(ban.issuedBefore());
        return Stream.of(banFirst ? ban : other, banFirst ? other : ban).filter(Objects::nonNull);
    }
}
