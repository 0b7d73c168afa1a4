package dev.clerkguard.observability;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

import io.quarkus.logging.LoggingFilter;
import io.vertx.core.http.HttpClosedException;

/**
 * Drops the error that Quarkus REST logs when the client of an event stream disconnects while an element is written. Any
 * client can cause it. Failures of the stream itself are still logged.
 */
@LoggingFilter(name = "disconnected-readers")
public final class DisconnectedReaderFilter implements Filter {
    private static final String STREAMS = "org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler";

    @Override
    public boolean isLoggable(LogRecord line) {
        return !(STREAMS.equals(line.getLoggerName()) && isDisconnect(line.getThrown()));
    }

    private static boolean isDisconnect(Throwable failure) {
        return failure instanceof ClosedChannelException
                || failure instanceof HttpClosedException
                || failure instanceof IOException && isReset(failure.getMessage());
    }

    /** What the operating system calls it, and Netty with its own sockets. */
    private static boolean isReset(String message) {
        return message != null && (message.contains("Broken pipe") || message.contains("Connection reset"));
    }
}
