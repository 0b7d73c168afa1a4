package dev.clerkguard.keys;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class KeysChaosIT extends KeysChaosTest {}
