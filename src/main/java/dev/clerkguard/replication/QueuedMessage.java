package dev.clerkguard.replication;

import java.time.Instant;

/** @param publishedAt when this replica published the message; it may be sent much later */
record QueuedMessage(Message message, Instant publishedAt) {}
