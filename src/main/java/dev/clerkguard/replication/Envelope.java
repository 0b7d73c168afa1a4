package dev.clerkguard.replication;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message as it is written to Redis:
 * {@code 1 <codes> <sender> <sequence> <publishedAt> <validUntil> <text>}, times in milliseconds since 1970. The codes of
 * {@link MessageAuthenticator} cover the rest of the line and the name of the channel or key.
 *
 * @param sender id of the process that wrote it
 * @param sequence grows with each message of a sender
 * @param publishedAt when the sender published the event
 * @param validUntil when the message ends: a stored one with its event, a sent one some minutes after it was sent
 */
record Envelope(String sender, long sequence, Instant publishedAt, Instant validUntil, String text) {
    /** Longer lines are rejected before they are parsed. */
    static final int MAX_BYTES = 2048;

    private static final Pattern LINE = Pattern.compile(
            "1 ([\\w,-]{43,175}) (([0-9a-f-]{1,36}) (\\d{1,18}) (\\d{1,15}) (\\d{1,15}) (.*))", Pattern.DOTALL);

    private String content() {
        return sender + " " + sequence + " " + publishedAt.toEpochMilli() + " " + validUntil.toEpochMilli() + " "
                + text;
    }

    String write(MessageAuthenticator authenticator, String name) {
        String content = content();
        return "1 " + authenticator.sign(name, content) + " " + content;
    }

    /**
     * @param name of the channel or key that the line comes from
     * @return empty unless the line has this form and a valid code
     */
    static Optional<Envelope> read(MessageAuthenticator authenticator, String name, String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() && authenticator.isValid(name, matcher.group(1), matcher.group(2))
                ? Optional.of(new Envelope(
                        matcher.group(3),
                        Long.parseLong(matcher.group(4)),
                        Instant.ofEpochMilli(Long.parseLong(matcher.group(5))),
                        Instant.ofEpochMilli(Long.parseLong(matcher.group(6))),
                        matcher.group(7)))
                : Optional.empty();
    }
}
