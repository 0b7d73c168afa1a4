package dev.clerkguard.replication;

import java.util.Optional;

/**
 * A message with its codes, ready for Redis.
 *
 * @param line for the channel
 */
record SealedMessage(String line, Optional<StoredLine> stored) {
    /**
     * @param key full name of the key
     * @param millis time to live
     */
    record StoredLine(String key, String line, long millis) {}
}
