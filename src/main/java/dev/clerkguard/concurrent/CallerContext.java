package dev.clerkguard.concurrent;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Continues a shared wait on the context of each caller. Without it, all callers continue on the Vert.x context of the request
 * that began the call, and see that request's context data, such as its trace or its database session.
 */
public final class CallerContext {
    private CallerContext() {}

    /** Emits on the Vert.x context of the calling code; unchanged when there is none. */
    public static <T> Uni<T> backOn(Uni<T> uni) {
        Context context = Vertx.currentContext();
        return context == null
                ? uni
                : uni.emitOn(task -> {
                    if (Vertx.currentContext() == context) {
                        task.run();
                    } else {
                        context.runOnContext(ignored -> task.run());
                    }
                });
    }
}
