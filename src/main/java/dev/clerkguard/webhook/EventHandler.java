package dev.clerkguard.webhook;

import java.util.concurrent.CompletionStage;

/** Applies events of one type. */
@FunctionalInterface
interface EventHandler {
    /** Completes when the event took effect here and is sure to reach the other replicas. */
    CompletionStage<DeliveryOutcome> apply(ClerkEvent event);
}
