package dev.clerkguard.replication;

/** The names of channels and keys in Redis. The number changes with the form of messages. */
record RedisNames(String prefix) {
    String events() {
        return prefix + ":events:1";
    }

    /** The channel on which one replica sends messages to itself, to find out whether the connection works. */
    String heartbeat(String sender) {
        return prefix + ":heartbeat:1:" + sender;
    }

    String stored(String digits) {
        return prefix + ":stored:1:" + digits;
    }

    /** A pattern of SCAN that matches the keys of stored messages. Keys of another length do not match. */
    String storedPattern() {
        return stored("").replaceAll("([\\\\*?\\[\\]])", "\\\\$1") + "?".repeat(MessageSealer.KEY_DIGITS);
    }
}
