package dev.clerkguard.memory;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;

/** The heap that objects take. */
public final class HeapUse {
    private HeapUse() {}

    /**
     * @param fill makes objects, which its result refers to
     * @return bytes that are used more after it, with what it has left for collection removed
     */
    public static long of(Fill fill) throws Exception {
        long before = used();
        Object filled = fill.run();
        long after = used();
        Reference.reachabilityFence(filled);
        return after - before;
    }

    private static long used() {
        // A collection can find objects whose references the one before has cleared.
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** What {@link #of} measures. */
    @FunctionalInterface
    public interface Fill {
        Object run() throws Exception;
    }
}
