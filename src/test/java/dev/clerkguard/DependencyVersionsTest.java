package dev.clerkguard;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.util.Version;

import com.fasterxml.jackson.core.json.PackageVersion;

/** Netty and Jackson are at least the versions that fix the known vulnerabilities of those that Quarkus brings. */
class DependencyVersionsTest {
    private static final Runtime.Version NETTY_FIXED = Runtime.Version.parse("4.1.140");
    private static final Runtime.Version JACKSON_FIXED = Runtime.Version.parse("2.21.7");

    @ParameterizedTest
    @ValueSource(strings = {"netty-codec-http", "netty-codec-http2", "netty-handler", "netty-common", "netty-buffer"})
    void netty_hasTheFixedVersion(String artifact) {
        String version = Version.identify().get(artifact).artifactVersion().replace(".Final", "");

        assertAtLeast(NETTY_FIXED, version);
    }

    @Test
    void jackson_hasTheFixedVersion() {
        assertAtLeast(JACKSON_FIXED, PackageVersion.VERSION.toString());
        assertAtLeast(JACKSON_FIXED, com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION.toString());
    }

    private static void assertAtLeast(Runtime.Version least, String version) {
        assertTrue(Runtime.Version.parse(version).compareTo(least) >= 0, version);
    }
}
