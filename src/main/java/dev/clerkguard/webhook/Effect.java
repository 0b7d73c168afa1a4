package dev.clerkguard.webhook;

import java.util.concurrent.CompletionStage;

/** What an event of some type changes here. */
@FunctionalInterface
interface Effect {
    /** Completes when it is done here and sure to arrive at the other replicas. */
    CompletionStage<Outcome> apply(ClerkEvent event);
}
