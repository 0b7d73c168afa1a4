package dev.clerkguard.webhook;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.clerkguard.event.ClerkChange;

/**
 * Calls the asynchronous observers of changes, on worker threads. An observer can fail, hang and be slow: the effect of the
 * event does not wait for it, and observers occupy at most half of the deliveries that may be under way.
 */
@Singleton
class ChangeObservers {
    private static final Logger LOG = Logger.getLogger(ChangeObservers.class);

    private final Event<ClerkChange> event;
    private final BeanManager beans;
    private final Duration timeout;
    private final Semaphore places;
    /** The observers of a type are known at build time and never change. */
    private final Map<Class<?>, Boolean> observed = new ConcurrentHashMap<>();

    ChangeObservers(Event<ClerkChange> event, BeanManager beans, WebhookConfig config) {
        this.event = event;
        this.beans = beans;
        this.timeout = config.observerTimeout();
        this.places = new Semaphore(Math.max(1, config.maxConcurrent() / 2));
    }

    /** The change of an event when it has an observer. */
    Optional<ClerkChange> observedChange(String deliveryId, ClerkEvent received) {
        return ChangeReader.read(deliveryId, received)
                .filter(change ->
                        observed.computeIfAbsent(change.getClass(), type -> !beans.resolveObserverMethods(change)
                                .isEmpty()));
    }

    /**
     * Calls the observers of a change. Completes with true when all of them succeeded in time. Never fails. An observer that
     * is too slow continues, and keeps its place until it ends.
     */
    CompletionStage<Boolean> call(ClerkChange change) {
        if (!places.tryAcquire()) {
            LOG.warnf(
                    "event=webhook_observers_busy delivery=%s",
                    change.delivery().id());
            return CompletableFuture.completedFuture(false);
        }
        CompletionStage<ClerkChange> calls;
        try {
            calls = event.fireAsync(change);
        } catch (RuntimeException e) {
            // For example while the service stops.
            calls = CompletableFuture.failedFuture(e);
        }
        return calls.whenComplete((done, failure) -> places.release())
                .thenApply(done -> true)
                .toCompletableFuture()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> failed(change, failure));
    }

    /** A user of the application can cause the change, so the level is WARN. */
    private static boolean failed(ClerkChange change, Throwable failure) {
        String type = change.getClass().getSimpleName();
        if (failure instanceof TimeoutException) {
            LOG.warnf(
                    "event=webhook_observer_timeout type=%s delivery=%s",
                    type, change.delivery().id());
        } else {
            LOG.warnf(
                    failure,
                    "event=webhook_observer_failed type=%s delivery=%s",
                    type,
                    change.delivery().id());
        }
        return false;
    }
}
