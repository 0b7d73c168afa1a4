package dev.clerkguard.replication;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Joins the other replicas at startup, before the first request, and leaves them at shutdown. */
@ApplicationScoped
class ReplicationLifecycle {
    private static final Logger LOG = Logger.getLogger(ReplicationLifecycle.class);
    private static final long MAX_WAIT_SECONDS = 5;

    private final ReplicationTransport transport;
    private final ReplicationTraffic traffic;
    /** Created only with Redis: a single replica creates what the handlers need with the first request. */
    private final Instance<ReplicationEventHandler> handlers;

    ReplicationLifecycle(
            ReplicationTransport transport, ReplicationTraffic traffic, Instance<ReplicationEventHandler> handlers) {
        this.transport = transport;
        this.traffic = traffic;
        this.handlers = handlers;
    }

    /** Waits for the stored messages: a new replica must not accept what the other replicas refuse. */
    void start(@Observes StartupEvent event) {
        if (!transport.state().configured()) {
            return;
        }
        CompletionStage<Void> joined =
                transport.join(new ReplicationEventDispatcher(handlers.stream().toList(), traffic));
        try {
            joined.toCompletableFuture().get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("event=replication_start_timeout started_without_stored_events=true");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        transport.leave();
    }
}
