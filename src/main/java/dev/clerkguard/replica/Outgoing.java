package dev.clerkguard.replica;

import java.time.Instant;

/** A message on its way. */
record Outgoing(Message message, Instant announcedAt) {}
