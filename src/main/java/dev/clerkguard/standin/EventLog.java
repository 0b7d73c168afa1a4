package dev.clerkguard.standin;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import jakarta.inject.Singleton;

import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The webhooks that were sent, for the page of the stand-in: the last ones, and each new one as it happens. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "stand-in"})
class EventLog {
    private static final int KEPT = 50;

    private final Deque<ObjectNode> last = new ArrayDeque<>();
    private final BroadcastProcessor<ObjectNode> live = BroadcastProcessor.create();

    /**
     * @param type such as {@code user.updated}
     * @param outcome the status of the answer, or the name of the failure
     */
    synchronized void delivered(String type, String delivery, String outcome) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("at", Instant.now().toString())
                .put("type", type)
                .put("delivery", delivery)
                .put("outcome", outcome);
        last.addLast(event);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
        live.onNext(event);
    }

    /** Never ends. A reader that is too slow misses events instead of holding memory. */
    synchronized Multi<ObjectNode> events() {
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().iterable(List.copyOf(last)),
                        live.onOverflow().dropPreviousItems());
    }
}
