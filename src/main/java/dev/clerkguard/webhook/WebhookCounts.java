package dev.clerkguard.webhook;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** How many deliveries came, by type and outcome. Types that mean nothing here are counted together. */
public final class WebhookCounts {
    private static final String OTHER = "other";

    private final Map<Count, LongAdder> counts = new ConcurrentHashMap<>();

    /**
     * @param type Clerk's, or {@code other}
     * @param outcome done, duplicate, outdated, ignored, refused, unstored
     */
    public record Count(String type, String outcome) {}

    void add(String type, Outcome outcome) {
        counts.computeIfAbsent(new Count(type, outcome.label()), first -> new LongAdder())
                .increment();
    }

    void addOther(Outcome outcome) {
        add(OTHER, outcome);
    }

    /** Since the start. */
    public void forEach(ObjLongConsumer<Count> reader) {
        counts.forEach((count, number) -> reader.accept(count, number.sum()));
    }
}
