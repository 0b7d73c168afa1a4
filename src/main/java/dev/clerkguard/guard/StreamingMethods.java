package dev.clerkguard.guard;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.Flow;

import jakarta.ws.rs.sse.SseEventSink;

/** Tells which resource methods answer with a stream: a publisher as the result, or a sink of events as a parameter. */
final class StreamingMethods {
    private StreamingMethods() {}

    static boolean contains(Method method) {
        return Flow.Publisher.class.isAssignableFrom(method.getReturnType())
                || Arrays.asList(method.getParameterTypes()).contains(SseEventSink.class);
    }
}
