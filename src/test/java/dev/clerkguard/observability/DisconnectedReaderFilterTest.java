package dev.clerkguard.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.logging.Filter;
import java.util.stream.Stream;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpClosedException;

import dev.clerkguard.testing.ServiceTest;

@QuarkusTest
@ServiceTest
class DisconnectedReaderFilterTest {
    private static final String STREAMS = "org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler";

    /** The filter of the console, which the settings name. */
    private final Filter console = Stream.of(InitialConfigurator.DELAYED_HANDLER.getHandlers())
            .filter(ConsoleHandler.class::isInstance)
            .findFirst()
            .orElseThrow()
            .getFilter();

    @ParameterizedTest
    @MethodSource
    void lines_areDroppedWhereAReaderDisconnected(String logger, Throwable failure, boolean logged) {
        ExtLogRecord line = new ExtLogRecord(
                Level.ERROR, "Exception in SSE server handling", getClass().getName());
        line.setLoggerName(logger);
        line.setThrown(failure);
        assertEquals(logged, console.isLoggable(line));
    }

    static Stream<Arguments> lines_areDroppedWhereAReaderDisconnected() {
        return Stream.of(
                Arguments.of(STREAMS, new IOException("Broken pipe"), false),
                Arguments.of(STREAMS, new IOException("Connection reset by peer"), false),
                Arguments.of(STREAMS, new ClosedChannelException(), false),
                Arguments.of(STREAMS, new HttpClosedException("Connection was closed"), false),
                Arguments.of(STREAMS, new FileNotFoundException("prices.csv"), true),
                Arguments.of(STREAMS, new IOException(), true),
                Arguments.of(STREAMS, new IllegalStateException("Broken pipe"), true),
                Arguments.of(STREAMS, null, true),
                Arguments.of("com.example.Prices", new IOException("Broken pipe"), true));
    }
}
