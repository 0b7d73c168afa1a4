package dev.clerkguard.clerk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import dev.clerkguard.problem.Reason;

/** A time in which Clerk is not asked, by nobody: it limits us, or does not know us. */
final class Pause {
    private final Clock clock;
    private final AtomicReference<Span> last =
            new AtomicReference<>(new Span(Instant.EPOCH, Instant.EPOCH, Reason.CLERK_RATE_LIMITED));

    private record Span(Instant since, Instant until, Reason reason) {}

    Pause(Clock clock) {
        this.clock = clock;
    }

    /** Until Clerk may be asked again; nothing, or less, when it may be. Over as well when the clock was put back. */
    Duration left() {
        Instant now = clock.instant();
        Span span = last.get();
        return now.isBefore(span.since()) ? Duration.ZERO : Duration.between(now, span.until());
    }

    /** What callers are told while it lasts. */
    Reason reason() {
        return last.get().reason();
    }

    /** Begins one, or makes the one that there is longer; never shorter. Returns whether there was none. */
    boolean begin(Duration length, Reason reason) {
        Instant now = clock.instant();
        Span wanted = new Span(now, now.plus(length), reason);
        Span before =
                last.getAndAccumulate(wanted, (known, given) -> given.until().isAfter(known.until()) ? given : known);
        return !before.until().isAfter(now);
    }
}
