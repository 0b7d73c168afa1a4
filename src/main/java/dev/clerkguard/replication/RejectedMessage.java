package dev.clerkguard.replication;

import java.util.Locale;

/** Why a message from Redis is not applied. */
enum RejectedMessage {
    /** It is longer than a message can be. */
    TOO_LARGE,
    /** It is not signed with a secret of this replica, or was signed for another channel or key. */
    NOT_AUTHENTIC,
    /** It ended before it was read, or its sender's clock differs by minutes. */
    EXPIRED,
    /** It, or a later one of the same sender, was received before. */
    REPLAYED,
    /** This version does not know its type, or it is out of bounds. */
    NOT_UNDERSTOOD;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
