package dev.clerkguard.devclerk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevKeyTest {
    @TempDir
    Path directory;

    @Test
    void theSecondStartHasTheKeyOfTheFirst() {
        Path file = directory.resolve("new/key.json");

        DevKey made = DevKey.in(file);

        assertEquals(made.jwks(), DevKey.in(file).jwks());
        assertEquals(made.id(), DevKey.in(file).id());
    }

    @Test
    void onlyItsOwnerCanReadTheFile() throws IOException {
        Path file = directory.resolve("key.json");
        DevKey.in(file);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void thePrivateHalfIsNotPublished() {
        String jwks = DevKey.in(directory.resolve("key.json")).jwks();

        assertFalse(jwks.contains("\"d\""), jwks);
    }

    @Test
    void aFileThatHoldsSomethingElseIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("key.json"), "{}");

        String message =
                assertThrows(IllegalStateException.class, () -> DevKey.in(file)).getMessage();

        assertEquals("The file " + file + " is not the stand-in's key: remove it", message);
    }
}
