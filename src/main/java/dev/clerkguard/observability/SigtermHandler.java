package dev.clerkguard.observability;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;

import sun.misc.Signal;

/**
 * Ends with 0 when it was told to end and did so. Without it a JVM ends with 143 (128 and SIGTERM's number) however well
 * everything was finished, which a supervisor counts as a failure.
 */
@ApplicationScoped
class SigtermHandler {
    private static final Logger LOG = Logger.getLogger(SigtermHandler.class);
    private static final int DONE = 0;

    void listen(@Observes StartupEvent event) {
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            return;
        }
        try {
            // The main thread then does what it does at any end: delay, wait for requests, close.
            Signal.handle(new Signal("TERM"), signal -> Quarkus.asyncExit(DONE));
        } catch (IllegalArgumentException e) {
            LOG.debug("SIGTERM is not ours (-Xrs); the exit code will be 143", e);
        }
    }
}
