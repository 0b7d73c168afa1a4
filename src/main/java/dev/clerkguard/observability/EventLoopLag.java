package dev.clerkguard.observability;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/**
 * How late the event loops are: each is asked twice a second to do nothing, and how much later than that it does so is what
 * every request on it waits as well.
 */
@Singleton
class EventLoopLag {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final List<Future<?>> running = new CopyOnWriteArrayList<>();

    void start(@Observes StartupEvent event, Vertx vertx, MeterRegistry registry) {
        Timer lag = Timer.builder("clerk.guard.event.loop.lag")
                .description("How much later than planned an event loop did what it was asked to")
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2))
                .register(registry);
        vertx.nettyEventLoopGroup().forEach(loop -> ask(loop, lag));
    }

    /** Vert.x outlives a live reload. */
    void stop(@Observes ShutdownEvent event) {
        running.forEach(asked -> asked.cancel(false));
    }

    private void ask(EventExecutor loop, Timer lag) {
        Heartbeat beat = new Heartbeat(lag);
        running.add(loop.scheduleWithFixedDelay(beat, EVERY.toNanos(), EVERY.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Used by one thread. */
    private static final class Heartbeat implements Runnable {
        private final Timer lag;
        private long due = System.nanoTime() + EVERY.toNanos();

        private Heartbeat(Timer lag) {
            this.lag = lag;
        }

        @Override
        public void run() {
            long now = System.nanoTime();
            lag.record(Math.max(0, now - due), TimeUnit.NANOSECONDS);
            due = now + EVERY.toNanos();
        }
    }
}
