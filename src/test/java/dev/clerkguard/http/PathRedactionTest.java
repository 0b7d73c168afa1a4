package dev.clerkguard.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRedactionTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "//, //",
        "'', ''",
        "/auth/session, /auth/session",
        "/auth/sign-out-everywhere, /auth/sign-out-everywhere",
        "/files/a.b.c/d, /files/a.b.c/d",
        "/users/user_2NNEqL2nrIRdJ194ndJqAHwEfxC, /users/*",
        "/users/me:user_2NNEqL2nrIRdJ194ndJqAHwEfxC/x, /users/*/x",
        "/a/0123456789012345678901234567890123456789x/b, /a/*/b",
        "/a/e30.0123456789012345678901234567890123456789x.c2ln/b, /a/*/b",
        "/a/x%2e0123456789012345678901234567890123456789x, /a/*",
    })
    void idsAndLongerSegments_areLeftOut(String path, String safe) {
        assertEquals(safe, PathRedaction.of(path));
    }

    @Test
    void longPath_isCut() {
        String path = "/" + ("a".repeat(40) + ".").repeat(20_000);
        assertEquals(path, assertTimeoutPreemptively(Duration.ofSeconds(5), () -> PathRedaction.of(path)));
    }
}
