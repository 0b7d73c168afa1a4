package dev.clerkguard.replication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Accepts messages from Redis that a replica of this service wrote, once each. Every client of Redis can write there, so all
 * else is counted and dropped before it is parsed. Used by one thread.
 */
final class MessageVerifier {
    /** The time that a message may be under way, and that clocks of replicas may differ. */
    static final Duration VALIDITY = Duration.ofMinutes(5);

    private static final int MOST_SENDERS = 10_000;

    private final MessageAuthenticator authenticator;
    private final ReplicationTraffic traffic;
    private final Clock clock;
    private final Map<String, Long> sequences = BoundedMap.ofSize(MOST_SENDERS);

    MessageVerifier(MessageAuthenticator authenticator, ReplicationTraffic traffic, Clock clock) {
        this.authenticator = authenticator;
        this.traffic = traffic;
        this.clock = clock;
    }

    /** @param channel the full name */
    Optional<Envelope> sent(String channel, String line) {
        Optional<Envelope> read = read(channel, line);
        if (read.isEmpty()) {
            return read;
        }
        Envelope envelope = read.get();
        Instant now = clock.instant();
        if (!now.isBefore(envelope.validUntil())
                || envelope.validUntil().isAfter(now.plus(VALIDITY).plus(VALIDITY))) {
            return rejected(RejectedMessage.EXPIRED);
        }
        // One connection delivers the messages of a sender in order.
        String source = channel + " " + envelope.sender();
        long last = sequences.getOrDefault(source, -1L);
        if (envelope.sequence() <= last) {
            return rejected(RejectedMessage.REPLAYED);
        }
        sequences.put(source, envelope.sequence());
        return read;
    }

    /** @param key the full name */
    Optional<Envelope> stored(String key, String line) {
        return read(key, line)
                .flatMap(envelope -> clock.instant().isBefore(envelope.validUntil())
                        ? Optional.of(envelope)
                        : rejected(RejectedMessage.EXPIRED));
    }

    private Optional<Envelope> read(String name, String line) {
        if (line.length() > Envelope.MAX_BYTES) {
            return rejected(RejectedMessage.TOO_LARGE);
        }
        Optional<Envelope> envelope = Envelope.read(authenticator, name, line);
        return envelope.isPresent() ? envelope : rejected(RejectedMessage.NOT_AUTHENTIC);
    }

    private Optional<Envelope> rejected(RejectedMessage reason) {
        traffic.rejected(reason);
        return Optional.empty();
    }
}
