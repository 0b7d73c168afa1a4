package dev.clerkguard.http;

import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Closes a connection whose client is still sending a refused body, so that the client can read the answer. If the
 * server closed at once, the client's system would discard the answer (RFC 9112, section 9.6). The rest of the body
 * is dropped for a limited time and size. Then the connection is closed, or with HTTP/2 the stream (RFC 9113, section
 * 8.1).
 */
public final class LingeringClose {
    private static final long MAX_MILLIS = 2000;
    private static final long MAX_BYTES = 16 * 1024 * 1024;
    private static final long NO_ERROR = 0;

    private LingeringClose() {}

    /** Call it before the answer is sent. */
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
        // The body may have ended meanwhile.
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
        AtomicLong left = new AtomicLong(MAX_BYTES);
        request.exceptionHandler(gone -> end.run());
        request.endHandler(all -> end.run());
        request.handler(part -> {
            if (left.addAndGet(-part.length()) < 0) {
                end.run();
            }
        });
        request.resume();
        routing.vertx().setTimer(MAX_MILLIS, late -> end.run());
    }
}
