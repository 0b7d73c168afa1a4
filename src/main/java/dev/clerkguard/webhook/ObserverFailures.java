package dev.clerkguard.webhook;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.arc.AsyncObserverExceptionHandler;
import io.quarkus.arc.Unremovable;

import dev.clerkguard.event.ClerkChange;

/**
 * Logs failures of asynchronous observers. {@link ChangeObservers} logs those of changes at Clerk, at WARN, because a user
 * of the application can cause them; ArC's own handler would log each at ERROR.
 */
@Singleton
@Alternative
@Priority(1)
@Unremovable
class ObserverFailures implements AsyncObserverExceptionHandler {
    private static final Logger LOG = Logger.getLogger(ObserverFailures.class);

    @Override
    public void handle(Throwable failure, ObserverMethod<?> observer, EventContext<?> event) {
        if (!(event.getEvent() instanceof ClerkChange)) {
            LOG.errorf(failure, "An asynchronous observer failed: %s", observer);
        }
    }
}
