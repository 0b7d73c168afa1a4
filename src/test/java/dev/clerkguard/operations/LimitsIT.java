package dev.clerkguard.operations;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class LimitsIT extends LimitsTest {}
