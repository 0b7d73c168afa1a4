package dev.clerkguard.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. */
public final class MovableClock extends Clock {
    public static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

    private final AtomicReference<Instant> now;
    private final AtomicReference<Runnable> onReading = new AtomicReference<>(() -> {});

    public MovableClock() {
        this(START);
    }

    public MovableClock(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    public void advance(Duration by) {
        now.updateAndGet(before -> before.plus(by));
    }

    public void set(Instant instant) {
        now.set(instant);
    }

    /** Runs this whenever the clock is read, as if it happened at the same time. */
    public void onReading(Runnable what) {
        onReading.set(what);
    }

    @Override
    public Instant instant() {
        onReading.get().run();
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
