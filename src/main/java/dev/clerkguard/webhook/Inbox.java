package dev.clerkguard.webhook;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What happens to a delivery, from its bytes to its effect: in this order, and at most once. */
final class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private final SvixSignature signature;
    private final Deliveries deliveries;
    private final Map<String, Effect> effects;
    private final WebhookCounts counts;
    private final ObjectMapper mapper;

    Inbox(
            SvixSignature signature,
            Deliveries deliveries,
            Map<String, Effect> effects,
            WebhookCounts counts,
            ObjectMapper mapper) {
        this.signature = signature;
        this.deliveries = deliveries;
        this.effects = effects;
        this.counts = counts;
        this.mapper = mapper;
    }

    /** What can be told before there is a body; throws {@link DeliveryRefused}. */
    void requireHeaders(SvixSignature.Headers headers) {
        try {
            signature.signedAt(headers);
        } catch (DeliveryRefused refused) {
            count(refused);
            throw refused;
        }
    }

    /** Fails with {@link DeliveryRefused}, or with whatever kept the other replicas from hearing of it. */
    CompletionStage<Outcome> receive(SvixSignature.Headers headers, byte[] body) {
        ClerkEvent event;
        try {
            Instant signedAt = signature.verify(headers, body);
            event = ClerkEvent.read(mapper, body, signedAt);
        } catch (DeliveryRefused refused) {
            return refused(refused);
        }
        Effect effect = effects.get(event.type());
        if (effect == null) {
            LOG.debugf("Nothing here depends on events of the type %s", event.type());
            counts.addOther(Outcome.IGNORED);
            return CompletableFuture.completedFuture(Outcome.IGNORED);
        }
        if (deliveries.isDone(headers.id())) {
            return over(event.type(), headers.id(), Outcome.DUPLICATE);
        }
        try {
            return effect.apply(event)
                    .handle((outcome, failure) -> failure == null ? outcome : Outcome.UNSTORED)
                    .thenCompose(outcome -> over(event.type(), headers.id(), outcome));
        } catch (DeliveryRefused refused) {
            return refused(refused);
        }
    }

    private CompletionStage<Outcome> over(String type, String deliveryId, Outcome outcome) {
        if (outcome != Outcome.UNSTORED) {
            deliveries.done(deliveryId);
        }
        counts.add(type, outcome);
        LOG.infof("event=webhook type=%s outcome=%s delivery=%s", type, outcome.label(), deliveryId);
        return CompletableFuture.completedFuture(outcome);
    }

    private CompletionStage<Outcome> refused(DeliveryRefused refused) {
        count(refused);
        return CompletableFuture.failedFuture(refused);
    }

    private void count(DeliveryRefused refused) {
        counts.addOther(Outcome.REFUSED);
        // Anybody can make this happen, as often as he likes: not above DEBUG.
        LOG.debugf("event=webhook outcome=refused reason=%s", refused.why().code());
    }
}
