package dev.clerkguard.problem;

import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Ends what a caller is still sending and nobody wants, so that he reads why: ended at once, his own system would throw
 * the answer away (RFC 9112, section 9.6). What still comes is dropped, for a while and up to a limit; then HTTP/1 has its
 * connection closed, and HTTP/2 its stream (RFC 9113, section 8.1).
 */
public final class LingeringClose {
    private static final long MOST_MILLIS = 2000;
    private static final long MOST_BYTES = 16 * 1024 * 1024;
    private static final long NO_ERROR = 0;

    private LingeringClose() {}

    /** To be called before the answer is sent. */
    public static void afterTheAnswer(RoutingContext routing) {
        if (routing.request().version() != HttpVersion.HTTP_2) {
            routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        routing.addEndHandler(answered -> readOn(routing, end(routing)));
    }

    private static Runnable end(RoutingContext routing) {
        if (routing.request().version() != HttpVersion.HTTP_2) {
            HttpConnection connection = routing.request().connection();
            return connection::close;
        }
        HttpServerResponse answer = routing.response();
        // Nothing to do, and nothing done, when the body ended meanwhile.
        return () -> {
            if (!answer.closed()) {
                answer.reset(NO_ERROR);
            }
        };
    }

    private static void readOn(RoutingContext routing, Runnable end) {
        HttpServerRequest request = routing.request();
        if (request.isEnded()) {
            end.run();
            return;
        }
        AtomicLong left = new AtomicLong(MOST_BYTES);
        request.exceptionHandler(gone -> end.run());
        request.endHandler(all -> end.run());
        request.handler(part -> {
            if (left.addAndGet(-part.length()) < 0) {
                end.run();
            }
        });
        request.resume();
        routing.vertx().setTimer(MOST_MILLIS, late -> end.run());
    }
}
