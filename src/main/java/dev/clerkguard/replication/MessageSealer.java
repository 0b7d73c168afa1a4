package dev.clerkguard.replication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

import dev.clerkguard.replication.SealedMessage.StoredLine;

/** Names, numbers and signs what this replica writes to Redis. Used by one thread. */
final class MessageSealer {
    /** Hexadecimal digits at the end of a stored message's key. A fixed length lets Redis filter longer keys out. */
    static final int KEY_DIGITS = 32;

    private final MessageAuthenticator authenticator;
    private final RedisNames names;
    private final Clock clock;
    private final String sender = UUID.randomUUID().toString();
    private long sequence;

    MessageSealer(MessageAuthenticator authenticator, RedisNames names, Clock clock) {
        this.authenticator = authenticator;
        this.names = names;
        this.clock = clock;
    }

    String sender() {
        return sender;
    }

    String seal(String channel, Instant publishedAt, String text) {
        Instant validUntil = clock.instant().plus(MessageVerifier.VALIDITY);
        return new Envelope(sender, sequence++, publishedAt, validUntil, text).write(authenticator, channel);
    }

    SealedMessage seal(QueuedMessage queued) {
        String text = queued.message().event().write();
        return new SealedMessage(
                seal(names.events(), queued.publishedAt(), text),
                queued.message().stored().flatMap(stored -> store(stored, queued.publishedAt(), text)));
    }

    private Optional<StoredLine> store(Message.Stored stored, Instant publishedAt, String text) {
        String key = key(stored);
        long millis = Duration.between(clock.instant(), stored.until()).toMillis();
        return millis <= 0
                ? Optional.empty()
                : Optional.of(new StoredLine(
                        key,
                        new Envelope(sender, sequence++, publishedAt, stored.until(), text).write(authenticator, key),
                        millis));
    }

    /** The full name of a stored message's key. */
    String key(Message.Stored stored) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(stored.key().getBytes(StandardCharsets.UTF_8));
            return names.stored(HexFormat.of().formatHex(digest).substring(0, KEY_DIGITS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
