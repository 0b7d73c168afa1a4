package dev.clerkguard.replica;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Something that every replica should know.
 *
 * @param text what it is; this room does not look into it
 * @param kept whether a replica that starts later should know it, too
 */
public record Message(String text, Optional<Kept> kept) {
    /**
     * @param key a later message with the same key replaces this one
     * @param until when nobody needs to know it any more
     */
    public record Kept(String key, Instant until) {}

    /** Whether it is to be kept, and none of these is its key. */
    boolean isMissingAmong(Set<String> keys) {
        return kept.filter(own -> !keys.contains(own.key())).isPresent();
    }

    public static Message passing(String text) {
        return new Message(text, Optional.empty());
    }

    public static Message kept(String key, Instant until, String text) {
        return new Message(text, Optional.of(new Kept(key, until)));
    }
}
