package dev.clerkguard.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.Concurrent;
import dev.clerkguard.testing.ServiceProcess;
import dev.clerkguard.testing.SigningKey;

/** The command of the package. */
@Concurrent
class DoctorIT {
    private record Run(int exitCode, String output) {}

    @Test
    void doctor_printsALineForEachFindingAndEndsWithTheNumberOfErrors() throws Exception {
        WireMockServer clerk =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        clerk.start();
        try {
            clerk.stubFor(WireMock.get("/jwks.json").willReturn(WireMock.ok(SigningKey.jwks(ClerkStub.KEY))));
            clerk.stubFor(WireMock.get("/v1/jwks").willReturn(WireMock.ok(SigningKey.jwks(ClerkStub.KEY))));
            Map<String, String> environment = Map.of(
                    "CLERK_JWKS_URL",
                    clerk.baseUrl() + "/jwks.json",
                    "CLERK_API_URL",
                    clerk.baseUrl(),
                    "CLERK_SECRET_KEY",
                    "sk_test_not_to_be_seen",
                    "CLERK_AUTHORISED_PARTIES",
                    "https://app.example.com");
            Run healthy = doctor(environment);

            assertEquals(0, healthy.exitCode(), healthy.output());
            assertTrue(healthy.output().contains("Did you mean CLERK_AUTHORIZED_PARTIES?"), healthy.output());
            assertTrue(healthy.output().contains("0 errors, 4 warnings"), healthy.output());
            assertFalse(healthy.output().contains("not_to_be_seen"), healthy.output());

            clerk.stubFor(WireMock.get("/v1/jwks").willReturn(WireMock.unauthorized()));
            Run ill = doctor(environment);
            assertEquals(1, ill.exitCode(), ill.output());
            assertTrue(ill.output().contains("ERROR    Clerk refuses CLERK_SECRET_KEY."), ill.output());
        } finally {
            clerk.stop();
        }
    }

    private static Run doctor(Map<String, String> environment) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ServiceProcess.command());
        command.add("doctor");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("CLERK_") || name.startsWith("REDIS_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
