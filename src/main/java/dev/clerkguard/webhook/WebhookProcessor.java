package dev.clerkguard.webhook;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.event.ClerkChange;

/** Verifies, de-duplicates and applies deliveries, and then calls the observers of the application. */
final class WebhookProcessor {
    private static final Logger LOG = Logger.getLogger(WebhookProcessor.class);

    private final SvixSignature signature;
    private final ProcessedDeliveries deliveries;
    private final Map<String, EventHandler> handlers;
    private final ChangeObservers observers;
    private final WebhookCounters counters;
    private final ObjectMapper mapper;

    WebhookProcessor(
            SvixSignature signature,
            ProcessedDeliveries deliveries,
            Map<String, EventHandler> handlers,
            ChangeObservers observers,
            WebhookCounters counters,
            ObjectMapper mapper) {
        this.signature = signature;
        this.deliveries = deliveries;
        this.handlers = handlers;
        this.observers = observers;
        this.counters = counters;
        this.mapper = mapper;
    }

    /** Verifies what can be verified without the body; throws {@link DeliveryRejectedException}. */
    void requireHeaders(SvixSignature.Headers headers) {
        try {
            signature.signedAt(headers);
        } catch (DeliveryRejectedException rejection) {
            count(rejection);
            throw rejection;
        }
    }

    /** Applies a delivery. Fails with {@link DeliveryRejectedException}. */
    CompletionStage<DeliveryOutcome> receive(SvixSignature.Headers headers, byte[] body) {
        ClerkEvent event;
        try {
            Instant signedAt = signature.verify(headers, body);
            event = ClerkEvent.read(mapper, body, signedAt);
        } catch (DeliveryRejectedException rejection) {
            return rejected(rejection);
        }
        EventHandler handler = handlers.get(event.type());
        Optional<ClerkChange> observed = observers.observedChange(headers.id(), event);
        if (handler == null && observed.isEmpty()) {
            LOG.debugf("event=webhook type=%s outcome=ignored", event.type());
            counters.addOther(DeliveryOutcome.IGNORED);
            return CompletableFuture.completedFuture(DeliveryOutcome.IGNORED);
        }
        if (deliveries.isProcessed(headers.id())) {
            return finish(event.type(), headers.id(), DeliveryOutcome.DUPLICATE);
        }
        try {
            return effect(handler, event)
                    .handle((outcome, failure) -> failure == null ? outcome : DeliveryOutcome.UNSTORED)
                    .thenCompose(outcome -> observe(observed, outcome))
                    .thenCompose(outcome -> finish(event.type(), headers.id(), outcome));
        } catch (DeliveryRejectedException rejection) {
            return rejected(rejection);
        }
    }

    private static CompletionStage<DeliveryOutcome> effect(EventHandler handler, ClerkEvent event) {
        return handler == null ? CompletableFuture.completedFuture(DeliveryOutcome.IGNORED) : handler.apply(event);
    }

    /** Not of an outdated event: the observers saw the newer one, or will. */
    private CompletionStage<DeliveryOutcome> observe(Optional<ClerkChange> observed, DeliveryOutcome outcome) {
        if (observed.isEmpty() || outcome != DeliveryOutcome.DONE && outcome != DeliveryOutcome.IGNORED) {
            return CompletableFuture.completedFuture(outcome);
        }
        return observers
                .call(observed.get())
                .thenApply(succeeded -> succeeded ? DeliveryOutcome.DONE : DeliveryOutcome.UNOBSERVED);
    }

    private CompletionStage<DeliveryOutcome> finish(String type, String deliveryId, DeliveryOutcome outcome) {
        if (!outcome.isRepeated()) {
            deliveries.add(deliveryId);
        }
        counters.add(type, outcome);
        LOG.infof("event=webhook type=%s outcome=%s delivery=%s", type, outcome.label(), deliveryId);
        return CompletableFuture.completedFuture(outcome);
    }

    private CompletionStage<DeliveryOutcome> rejected(DeliveryRejectedException rejection) {
        count(rejection);
        return CompletableFuture.failedFuture(rejection);
    }

    private void count(DeliveryRejectedException rejection) {
        counters.addOther(DeliveryOutcome.REFUSED);
        // Every client can cause this line, so it is at DEBUG.
        LOG.debugf("event=webhook outcome=refused reason=%s", rejection.why().code());
    }
}
