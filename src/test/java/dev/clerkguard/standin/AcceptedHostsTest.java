package dev.clerkguard.standin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedHostsTest {
    private final AcceptedHosts hosts = AcceptedHosts.of(List.of(" clerk ", "Stand-In.internal"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:80",
                "127.0.0.1:8080",
                "[::1]:1",
                "a.b.localhost",
                "clerk:9",
                "stand-in.internal"
            })
    void ownName_isAccepted(String authority) {
        assertTrue(hosts.accepts(authority));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "evillocalhost",
                "localhost@evil.example",
                "127.0.0.1.evil.example",
                "[::2]",
                "clerk.evil.example",
                "local host",
                "localhost/.evil.example:x"
            })
    void otherName_isRefused(String authority) {
        assertFalse(hosts.accepts(authority));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:5173", "https://spa.localhost", "http://[::1]:3000"})
    void pageOfThisMachine_isAccepted(String origin) {
        assertTrue(hosts.acceptsOrigin(origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://evil.example",
                "file://localhost",
                "http://localhost@evil.example",
                "http://evil.example/localhost",
                ""
            })
    void pageOfAnotherSite_isRefused(String origin) {
        assertFalse(hosts.acceptsOrigin(origin));
    }
}
