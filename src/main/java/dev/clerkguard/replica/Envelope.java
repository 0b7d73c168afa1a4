package dev.clerkguard.replica;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as it goes through Redis: {@code <sender>@<milliseconds> <text>}. Versions without the time write and expect
 * {@code <sender> <text>}; each reads the other's, for they run side by side in a roll-out.
 *
 * @param announcedAt when the sender was told, by its clock
 */
record Envelope(String sender, Optional<Instant> announcedAt, String text) {
    String write() {
        return sender + announcedAt.map(at -> "@" + at.toEpochMilli()).orElse("") + " " + text;
    }

    /** Reads anything: who else writes to this Redis may write what they like. */
    static Envelope read(String line) {
        int end = line.indexOf(' ');
        String from = line.substring(0, Math.max(0, end));
        String text = line.substring(end + 1);
        int at = from.indexOf('@');
        return at < 0
                ? new Envelope(from, Optional.empty(), text)
                : new Envelope(from.substring(0, at), millis(from.substring(at + 1)), text);
    }

    private static Optional<Instant> millis(String text) {
        try {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
