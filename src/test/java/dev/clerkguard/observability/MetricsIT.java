package dev.clerkguard.observability;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.restassured.RestAssured;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.ServiceProcess;
import dev.clerkguard.testing.WebhookDelivery;

/** The same of the package, as a process of its own: Quarkus does not tell tests on which port that is managed. */
class MetricsIT extends MetricsContract {
    private static final ClerkStub CLERK = new ClerkStub();

    private static ServiceProcess service;
    private static int portBefore;

    @BeforeAll
    static void startService() {
        CLERK.start();
        service = ServiceProcess.start(Map.of(
                "CLERK_JWKS_URL", ClerkStub.server().baseUrl() + ClerkStub.JWKS_PATH,
                "CLERK_ISSUER", Claims.ISSUER,
                "CLERK_API_URL", ClerkStub.server().baseUrl(),
                "CLERK_SECRET_KEY", ClerkStub.SECRET_KEY,
                "CLERK_AUTHORIZED_PARTIES", Claims.ORIGIN,
                "CLERK_WEBHOOK_SIGNING_SECRET", WebhookDelivery.SECRET));
        portBefore = RestAssured.port;
        RestAssured.port = service.port();
    }

    @AfterAll
    static void stopService() {
        RestAssured.port = portBefore;
        service.close();
        CLERK.stop();
    }

    @Override
    String metrics() {
        return service.managementUrl("/q/metrics");
    }
}
