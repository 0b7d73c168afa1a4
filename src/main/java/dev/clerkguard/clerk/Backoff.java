package dev.clerkguard.clerk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import dev.clerkguard.problem.Reason;

/** Back-off period without Backend API calls, after a 429 or a rejected secret key. */
final class Backoff {
    private final Clock clock;
    private final AtomicReference<Span> last =
            new AtomicReference<>(new Span(Instant.EPOCH, Instant.EPOCH, Reason.CLERK_RATE_LIMITED));

    private record Span(Instant since, Instant until, Reason reason) {}

    Backoff(Clock clock) {
        this.clock = clock;
    }

    /** The time until the next call is allowed; zero or negative when it is. A clock that was set back ends the period. */
    Duration left() {
        Instant now = clock.instant();
        Span span = last.get();
        return now.isBefore(span.since()) ? Duration.ZERO : Duration.between(now, span.until());
    }

    /** The reason of refusals during the period. */
    Reason reason() {
        return last.get().reason();
    }

    /** Begins a period, or extends the present one; never shortens it. Returns whether there was none before. */
    boolean begin(Duration length, Reason reason) {
        Instant now = clock.instant();
        Span wanted = new Span(now, now.plus(length), reason);
        Span before =
                last.getAndAccumulate(wanted, (known, given) -> given.until().isAfter(known.until()) ? given : known);
        return !before.until().isAfter(now);
    }
}
