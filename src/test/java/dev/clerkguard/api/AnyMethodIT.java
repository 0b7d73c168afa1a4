package dev.clerkguard.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AnyMethodIT extends AnyMethodTest {}
