package dev.clerkguard.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/auth/session, /auth/session",
        "/users/user_2NNEqL2nrIRdJ194ndJqAHwEfxC, /users/user_2NNEqL2nrIRdJ194ndJqAHwEfxC",
        "/files/a.b.c/d, /files/a.b.c/d",
        "/a/0123456789012345678901234567890123456789x/b, /a/*/b",
        "/a/e30.0123456789012345678901234567890123456789x.c2ln/b, /a/*/b",
        "/a/x%2e0123456789012345678901234567890123456789x, /a/*",
    })
    void whatIsLongerThanAnIdIsLeftOut(String path, String logged) {
        assertEquals(logged, AccessLog.logged(path));
    }
}
