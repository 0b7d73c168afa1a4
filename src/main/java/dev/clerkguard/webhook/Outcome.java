package dev.clerkguard.webhook;

import java.util.Locale;

/** What became of a delivery. */
enum Outcome {
    /** It had its effect, here and on its way to the other replicas. */
    DONE,
    /** This very delivery was done before. */
    DUPLICATE,
    /** Newer data is known already. */
    OUTDATED,
    /** Nothing here depends on events of this type. */
    IGNORED,
    /** Not from Clerk, or not readable. */
    REFUSED,
    /** Too many came at once, or it did not arrive in time; Svix sends it again. */
    UNREAD,
    /** It could not be passed on to the other replicas; Svix is asked to send it again. */
    UNSTORED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
