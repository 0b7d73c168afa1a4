package dev.clerkguard.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * What several requests wait for together is continued by whichever thread ends it, in the Vert.x context of the request
 * that began it: what belongs to that one's context, a trace or a database session, would be the others' as well.
 */
public final class RequestContext {
    private RequestContext() {}

    /** What the Uni gives, on the context of whoever calls this; as it comes when that is none. */
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
