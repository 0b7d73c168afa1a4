package dev.clerkguard.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.clerkguard.testing.BackgroundTest;

@BackgroundTest
class DevSigningKeyTest {
    @TempDir
    Path directory;

    @Test
    void secondStart_hasTheSameKey() {
        Path file = directory.resolve("new/key.json");

        DevSigningKey made = DevSigningKey.in(file);

        assertEquals(made.jwks(), DevSigningKey.in(file).jwks());
        assertEquals(made.id(), DevSigningKey.in(file).id());
    }

    @Test
    void keyFile_isReadableByItsOwnerOnly() throws IOException {
        Path file = directory.resolve("key.json");
        DevSigningKey.in(file);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void jwks_hasNoPrivateKey() {
        String jwks = DevSigningKey.in(directory.resolve("key.json")).jwks();

        assertFalse(jwks.contains("\"d\""), jwks);
    }

    @Test
    void fileWithOtherContent_isNamedInTheError() throws IOException {
        Path file = Files.writeString(directory.resolve("key.json"), "{}");

        String message = assertThrows(IllegalStateException.class, () -> DevSigningKey.in(file))
                .getMessage();

        assertEquals("The file " + file + " is not the stand-in's key: remove it", message);
    }
}
