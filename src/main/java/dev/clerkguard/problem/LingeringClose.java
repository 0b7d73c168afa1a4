package dev.clerkguard.problem;

import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Ends a connection whose caller is still sending a body that nobody wants, so that he reads why: closed at once, his
 * own system would throw the answer away (RFC 9112, section 9.6). What still comes is dropped, for a while and up to a
 * limit. For HTTP/1; a body in HTTP/2 is on a stream of its own.
 */
public final class LingeringClose {
    private static final long MOST_MILLIS = 2000;
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private LingeringClose() {}

    /** To be called before the answer is sent, which should say {@code Connection: close}. */
    public static void afterTheAnswer(RoutingContext routing) {
        routing.addEndHandler(answered -> readOn(routing));
    }

    private static void readOn(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        HttpConnection connection = request.connection();
        if (request.isEnded()) {
            connection.close();
            return;
        }
        AtomicLong left = new AtomicLong(MOST_BYTES);
        request.exceptionHandler(gone -> connection.close());
        request.endHandler(end -> connection.close());
        request.handler(part -> {
            if (left.addAndGet(-part.length()) < 0) {
                connection.close();
            }
        });
        request.resume();
        routing.vertx().setTimer(MOST_MILLIS, late -> connection.close());
    }
}
