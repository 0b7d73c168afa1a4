package dev.clerkguard.metric;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.restassured.RestAssured;

import dev.clerkguard.testing.Claims;
import dev.clerkguard.testing.ClerkStub;
import dev.clerkguard.testing.Delivery;
import dev.clerkguard.testing.Service;

/** The same of the package, as a process of its own: Quarkus does not tell tests on which port that is managed. */
class MetricsIT extends WhatIsMeasured {
    private static final ClerkStub CLERK = new ClerkStub();

    private static Service service;
    private static int portBefore;

    @BeforeAll
    static void startService() {
        CLERK.start();
        service = Service.start(Map.of(
                "CLERK_JWKS_URL", ClerkStub.server().baseUrl() + ClerkStub.JWKS_PATH,
                "CLERK_ISSUER", Claims.ISSUER,
                "CLERK_API_URL", ClerkStub.server().baseUrl(),
                "CLERK_SECRET_KEY", ClerkStub.SECRET_KEY,
                "CLERK_AUTHORIZED_PARTIES", Claims.ORIGIN,
                "CLERK_WEBHOOK_SIGNING_SECRET", Delivery.SECRET));
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
