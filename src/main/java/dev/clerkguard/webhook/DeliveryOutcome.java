package dev.clerkguard.webhook;

import java.util.Locale;

/** The outcome of a delivery. */
enum DeliveryOutcome {
    /** The event took effect, and was published to the other replicas. */
    DONE,
    /** A delivery with the same id was processed before. */
    DUPLICATE,
    /** Newer data is known already. */
    OUTDATED,
    /** The event has no effect here, and no observer. */
    IGNORED,
    /** The signature is not valid, or the body is not an event. */
    REFUSED,
    /** Too many deliveries came at once, or the body did not arrive in time. Svix repeats the delivery. */
    UNREAD,
    /** The queue for the other replicas is full. Svix repeats the delivery. */
    UNSTORED,
    /** The event took effect, and an observer of the application did not succeed. Svix repeats the delivery. */
    UNOBSERVED;

    /** Whether Svix is asked to repeat the delivery, although it is genuine and took effect here. */
    boolean isRepeated() {
        return this == UNSTORED || this == UNOBSERVED;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
