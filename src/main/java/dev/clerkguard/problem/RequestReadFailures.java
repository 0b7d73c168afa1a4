package dev.clerkguard.problem;

import java.io.IOException;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpServerRequest;

/**
 * Failures while a request is read: connections that are reset, and bytes that are not HTTP. The client causes them, so they
 * are counted and logged at DEBUG.
 */
@Singleton
public class RequestReadFailures {
    private static final Logger LOG = Logger.getLogger(RequestReadFailures.class);
    private static final String NETTY_HTTP_DECODER = "io.netty.handler.codec.http.";
    private static final int MOST_CAUSES = 5;
    private static final int TOP_FRAMES = 5;

    private final Counter counter;

    RequestReadFailures(MeterRegistry registry) {
        this.counter = Counter.builder("clerk.guard.request.read.failures")
                .description("Requests that could not be read: connection resets and malformed bodies")
                .register(registry);
    }

    /** Whether the failure ended the reading of the request. It is then counted. */
    public boolean isReadFailure(HttpServerRequest request, Throwable failure) {
        boolean found = !request.isEnded() && causes(failure).anyMatch(RequestReadFailures::isOfConnection);
        if (found) {
            count(failure);
        }
        return found;
    }

    /** Counts a failure that is known to be the client's. */
    public void count(Throwable failure) {
        counter.increment();
        LOG.debugf(
                "event=request_read_failed cause=%s",
                failure == null ? "none" : failure.getClass().getName());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES);
    }

    private static boolean isOfConnection(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof VertxException
                || cause instanceof DecoderException
                || isOfDecoder(cause);
    }

    /** Netty reports a malformed chunk size as a NumberFormatException or an IllegalArgumentException. */
    private static boolean isOfDecoder(Throwable cause) {
        return cause instanceof IllegalArgumentException
                && Stream.of(cause.getStackTrace()).limit(TOP_FRAMES).anyMatch(frame -> frame.getClassName()
                        .startsWith(NETTY_HTTP_DECODER));
    }
}
