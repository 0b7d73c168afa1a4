package dev.clerkguard.guard;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.configuration.ConfigurationException;

/** The rule alone. {@code .ci/grpc} starts a package with the extension. */
class GrpcServicesTest {
    private static final Set<String> SERVICES = Set.of("example.Greeter", "example.Accounts");

    @Test
    void servicesOnASeparatePort_endTheStartWithTheirNamesAndTheSetting() {
        String message = assertThrows(ConfigurationException.class, () -> GrpcServices.check(SERVICES, true))
                .getMessage();
        assertTrue(message.contains("example.Accounts, example.Greeter"), message);
        assertTrue(message.contains("quarkus.grpc.server.use-separate-server=false"), message);
    }

    @Test
    void servicesOnTheHttpPort_applicationStarts() {
        assertDoesNotThrow(() -> GrpcServices.check(SERVICES, false));
    }

    @Test
    void noServices_applicationStarts() {
        assertDoesNotThrow(() -> GrpcServices.check(Set.of(), true));
    }
}
