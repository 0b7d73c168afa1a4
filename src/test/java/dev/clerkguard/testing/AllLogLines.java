package dev.clerkguard.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;

/** The lines at ERROR and above of all classes since {@link #start}. */
public final class AllLogLines extends Handler implements AutoCloseable {
    private final List<String> errors = new CopyOnWriteArrayList<>();

    private AllLogLines() {}

    public static AllLogLines start() {
        AllLogLines lines = new AllLogLines();
        Logger.getLogger("").addHandler(lines);
        return lines;
    }

    public List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
            errors.add(entry.getLoggerName() + " " + ExtLogRecord.wrap(entry).getFormattedMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
