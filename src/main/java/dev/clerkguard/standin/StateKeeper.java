package dev.clerkguard.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Supplier;

import io.quarkus.runtime.LaunchMode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Keeps the state over a live reload, in the memory of the JVM, and over a restart when {@code dev-clerk.state-file} is
 * set. It is kept as text, because a live reload loads the classes of the application again.
 */
final class StateKeeper {
    private static final String PROPERTY = "dev.clerkguard.standin.state";

    private final ObjectMapper mapper;
    private final Optional<Path> file;
    private final boolean liveReload;
    private String inFile = "";

    StateKeeper(ObjectMapper mapper, Optional<Path> file, LaunchMode mode) {
        this.mapper = mapper;
        this.file = file;
        this.liveReload = mode == LaunchMode.DEVELOPMENT;
    }

    /** For the application that a live reload starts in this JVM. */
    void keepInMemory(StandInState state) {
        if (liveReload) {
            System.setProperty(PROPERTY, text(state));
        }
    }

    /** Replaces the file in one step when the state has changed. One at a time, so that the last state stays. */
    synchronized void keepInFile(Supplier<StandInState> state) {
        if (file.isEmpty()) {
            return;
        }
        String text = text(state.get());
        if (!text.equals(inFile)) {
            write(file.get().toAbsolutePath(), text);
            inFile = text;
        }
    }

    private static void write(Path target, String text) {
        try {
            // Readable by its owner only: the state holds passwords and the ids of sessions.
            Path staged = Files.createTempFile(target.getParent(), "dev-clerk", ".tmp");
            Files.writeString(staged, text);
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-in cannot keep its state in " + target, e);
        }
    }

    private String text(StandInState state) {
        try {
            return mapper.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The stand-in's state has no text", e);
        }
    }

    /** The state from before. One of another version of the stand-in, which cannot be read, is no state. */
    Optional<StandInState> kept() {
        return text().flatMap(text -> {
            try {
                return Optional.of(mapper.readValue(text, StandInState.class));
            } catch (JsonProcessingException e) {
                return Optional.empty();
            }
        });
    }

    private Optional<String> text() {
        String inMemory = liveReload ? System.getProperty(PROPERTY) : null;
        if (inMemory != null) {
            return Optional.of(inMemory);
        }
        return file.filter(Files::exists).map(path -> {
            try {
                return Files.readString(path);
            } catch (IOException e) {
                throw new UncheckedIOException("The stand-in cannot read its state from " + path, e);
            }
        });
    }
}
