package dev.clerkguard.event;

import java.time.Instant;

/**
 * The delivery of a change by webhook.
 *
 * @param id {@code svix-id}, the same for each repetition: an observer that must act once remembers it
 * @param happenedAt the time of the change at Clerk
 */
public record Delivery(String id, Instant happenedAt) {}
