package dev.clerkguard.problem;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The {@code Retry-After} header (RFC 9110, section 10.2.3). Clerk sends seconds; the other form, a date, counts as absent.
 */
public final class RetryAfter {
    /** A longer wait is cut to this one: then a wrong value does not cause an outage of hours. */
    private static final Duration MAX = Duration.ofMinutes(5);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");

    private RetryAfter() {}

    /**
     * @param header null when the response has none
     * @return at most five minutes; empty for a value that is not a number of seconds
     */
    public static Optional<Duration> parse(String header) {
        if (header == null || !SECONDS.matcher(header.strip()).matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(header.strip()), MAX.toSeconds())));
    }

    /** Whole seconds, rounded up; at least one, because zero makes every client repeat its request at once. */
    static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
